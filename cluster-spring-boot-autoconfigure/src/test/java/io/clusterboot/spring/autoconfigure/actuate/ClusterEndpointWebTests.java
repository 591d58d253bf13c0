package io.clusterboot.spring.autoconfigure.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.DowningDecision;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.ForeignCluster;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.Unreachability;
import io.clusterboot.spring.FakeCluster;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the {@link ClusterEndpoint} over HTTP: its names are a contract.
 */
class ClusterEndpointWebTests {

	private static final Member SELF = FakeCluster.member(7946, MemberStatus.UP,
			Map.of("zone", "eu-1", "api-token", "s3cret"), "web");

	private static final Member OTHER = FakeCluster.member(7947, MemberStatus.UP, "web", "worker");

	private final FakeCluster cluster = new FakeCluster();

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
		.withUserConfiguration(Application.class)
		.withBean(FakeCluster.class, () -> this.cluster)
		.withPropertyValues("management.endpoints.web.exposure.include=cluster");

	@Test
	void theClusterIsShownAsTheContractSays() {
		Unreachability crashed = new Unreachability(OTHER.id(), List.of(SELF.id()), Evidence.CRASHED);
		Unreachability link = new Unreachability(OTHER.id(), List.of(SELF.id()), Evidence.LINK);
		ForeignCluster foreign = new ForeignCluster(new ClusterId(0x4153, 2), FakeCluster.SELF.withPort(7950), 3);
		this.cluster.show(FakeCluster.withForeignClusters(
				FakeCluster.withUnreachable(FakeCluster.state(17, SELF, OTHER), List.of(crashed), List.of(link)),
				foreign));
		http((mvc) -> assertThat(mvc.get().uri("/actuator/cluster")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo(
					"""
							{ "name": "test", "clusterId": "0000000000009f0c0000000000000001", "view": 17, "agreed": false,
							  "blockedBy": ["2 was not reached"],
							  "self": { "address": "127.0.0.1:7946", "incarnation": "8946", "status": "UP", "roles": ["web"] },
							  "leader": "127.0.0.1:7946", "oldest": "127.0.0.1:7946",
							  "roleLeaders": { "web": "127.0.0.1:7946" },
							  "members": [
							    { "address": "127.0.0.1:7946", "incarnation": "8946", "status": "UP", "reachable": true,
							      "roles": ["web"], "upNumber": 1, "appVersion": "1.4.2",
							      "metadata": { "zone": "eu-1", "api-token": "******" } },
							    { "address": "127.0.0.1:7947", "incarnation": "8947", "status": "UP", "reachable": true,
							      "roles": ["web", "worker"], "upNumber": 2, "appVersion": "1.4.2", "metadata": {} } ],
							  "unreachable": [ { "member": "127.0.0.1:7947", "observedBy": ["127.0.0.1:7946"], "evidence": "CRASHED" } ],
							  "suspected": [ { "member": "127.0.0.1:7947", "observedBy": ["127.0.0.1:7946"], "evidence": "LINK" } ],
							  "foreignClusters": [ { "clusterId": "00000000000041530000000000000002", "contact": "127.0.0.1:7950", "size": 3 } ] }"""));
	}

	@Test
	void theLastDecisionOfTheResolverIsShown() {
		DowningDecision decision = new DowningDecision(Instant.parse("2026-01-02T03:04:05.006Z"),
				DowningMode.KEEP_MAJORITY, "keep-majority: 2 reachable, 1 unreachable, this side is the majority",
				List.of(OTHER.id()), 2, List.of(OTHER.id()));
		this.cluster.show(FakeCluster.state(18, SELF).withLastDecision(decision));
		http((mvc) -> assertThat(mvc.get().uri("/actuator/cluster")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.lastDecision")
			.isEqualTo(Map.of("at", "2026-01-02T03:04:05.006Z", "strategy", "keep-majority", "reason",
					"keep-majority: 2 reachable, 1 unreachable, this side is the majority", "down",
					List.of("127.0.0.1:7947"), "reachable", 2, "unreachable", 1)));
	}

	@Test
	void aNodeThatHasNotJoinedSaysWhy() {
		http((mvc) -> assertThat(mvc.get().uri("/actuator/cluster")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
				{ "name": "test", "view": 0, "agreed": false, "blockedBy": ["no seed answered"],
				  "self": { "address": "127.0.0.1:7946", "incarnation": "8946", "roles": [] },
				  "roleLeaders": {}, "members": [], "unreachable": [], "suspected": [],
				  "foreignClusters": [] }"""));
	}

	@Test
	void aMemberIsShownByItsAddress() {
		this.cluster.show(FakeCluster.state(1, SELF, OTHER));
		http((mvc) -> assertThat(mvc.get().uri("/actuator/cluster/127.0.0.1:7947")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo("""
					{ "address": "127.0.0.1:7947", "incarnation": "8947", "status": "UP", "reachable": true,
					  "roles": ["web", "worker"], "upNumber": 2, "appVersion": "1.4.2", "metadata": {} }"""));
	}

	@Test
	void aMemberThatDoesNotExistIsNotFound() {
		this.cluster.show(FakeCluster.state(1, SELF));
		http((mvc) -> {
			assertThat(mvc.get().uri("/actuator/cluster/127.0.0.1:7950")).hasStatus(HttpStatus.NOT_FOUND);
			assertThat(mvc.get().uri("/actuator/cluster/nonsense")).hasStatus(HttpStatus.NOT_FOUND);
		});
	}

	@Test
	void writingIsRefusedByDefault() {
		this.cluster.show(FakeCluster.state(1, SELF, OTHER));
		http((mvc) -> {
			assertThat(post(mvc, "127.0.0.1:7947", "{\"operation\":\"down\"}"))
				.hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
			assertThat(this.cluster.commands()).isEmpty();
		});
	}

	@Test
	void aMemberLeavesOrIsDownedWhenAccessIsUnrestricted() {
		this.cluster.show(FakeCluster.state(1, SELF, OTHER));
		http((mvc) -> {
			assertThat(post(mvc, "127.0.0.1:7947", "{\"operation\":\"leave\"}")).hasStatus(HttpStatus.NO_CONTENT);
			assertThat(post(mvc, "127.0.0.1:7947", "{\"operation\":\"down\"}")).hasStatus(HttpStatus.NO_CONTENT);
			assertThat(this.cluster.commands()).containsExactly("leave 127.0.0.1:7947", "down 127.0.0.1:7947");
		}, "management.endpoint.cluster.access=unrestricted");
	}

	@Test
	void anUnknownOperationIsABadRequestThatSaysWhatIsAllowed() {
		this.cluster.show(FakeCluster.state(1, SELF));
		http((mvc) -> {
			assertThat(post(mvc, "127.0.0.1:7946", "{\"operation\":\"explode\"}")).hasStatus(HttpStatus.BAD_REQUEST)
				.bodyJson()
				.isStrictlyEqualTo("""
						{ "message": "Unknown operation 'explode': The operation must be 'leave' or 'down'" }""");
			assertThat(post(mvc, "127.0.0.1:7946", "{}")).hasStatus(HttpStatus.BAD_REQUEST);
		}, "management.endpoint.cluster.access=unrestricted");
	}

	@Test
	void aCommandForNobodyIsNotFoundAndSaysSo() {
		this.cluster.show(FakeCluster.state(1, SELF));
		http((mvc) -> {
			assertThat(post(mvc, "127.0.0.1:7950", "{\"operation\":\"down\"}")).hasStatus(HttpStatus.NOT_FOUND)
				.bodyJson()
				.isStrictlyEqualTo("{ \"message\": \"No member of the cluster is at 127.0.0.1:7950\" }");
			assertThat(post(mvc, "nonsense", "{\"operation\":\"down\"}")).hasStatus(HttpStatus.BAD_REQUEST)
				.bodyJson()
				.isStrictlyEqualTo(
						"{ \"message\": \"Invalid address 'nonsense': The address must have the form host:port\" }");
		}, "management.endpoint.cluster.access=unrestricted");
	}

	@Test
	void theApplicationsOwnMappingOfJsonDoesNotChangeTheContract() {
		this.cluster.show(FakeCluster.state(1, SELF));
		http((mvc) -> assertThat(mvc.get().uri("/actuator/cluster")).hasStatusOk().bodyJson().hasPath("clusterId"),
				"spring.jackson.property-naming-strategy=SNAKE_CASE");
	}

	@Test
	void aSanitizingFunctionOfTheApplicationMasksValues() {
		this.cluster.show(FakeCluster.state(1, SELF));
		SanitizingFunction zones = SanitizingFunction.sanitizeValue().ifKeyEquals("zone");
		this.contextRunner.withBean(SanitizingFunction.class, () -> zones)
			.run((context) -> assertThat(MockMvcTester.from(context).get().uri("/actuator/cluster")).bodyJson()
				.extractingPath("$.members[0].metadata.zone")
				.isEqualTo("******"));
	}

	@Test
	void anIncarnationOfTheUpperHalfIsAPositiveNumber() {
		Member member = new Member(new io.clusterboot.api.NodeId(FakeCluster.SELF, -1), MemberStatus.UP, true,
				SELF.roles(), 1, "", Map.of());
		ClusterState state = FakeCluster.state(1, member);
		this.cluster.show(state);
		http((mvc) -> assertThat(mvc.get().uri("/actuator/cluster")).bodyJson()
			.extractingPath("$.self.incarnation")
			.isEqualTo("18446744073709551615"));
	}

	private void http(Consumer<MockMvcTester> calls, String... properties) {
		this.contextRunner.withPropertyValues(properties).run((context) -> calls.accept(MockMvcTester.from(context)));
	}

	private static MvcTestResult post(MockMvcTester mvc, String address, String body) {
		return mvc.post()
			.uri("/actuator/cluster/" + address)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.exchange();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
