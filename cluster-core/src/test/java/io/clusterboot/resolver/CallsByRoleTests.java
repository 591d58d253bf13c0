package io.clusterboot.resolver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.runtime.ClusterRuntime;
import io.clusterboot.transport.grpc.GrpcTransport;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Ordinary stubs that call members by role, over real nodes and real gRPC servers.
 */
class CallsByRoleTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** Enough that a member that still gets its share would be among them. */
	private static final int ROUNDS = 12;

	private final List<AutoCloseable> resources = new ArrayList<>();

	private final ClusterRuntime caller = node(List.of(), Set.of("web"));

	private final ClusterNameResolverProvider provider = new ClusterNameResolverProvider(this.caller);

	@BeforeEach
	void register() {
		this.provider.register();
	}

	@AfterEach
	void close() throws Exception {
		this.provider.close();
		for (int i = this.resources.size() - 1; i >= 0; i--) {
			this.resources.get(i).close();
		}
	}

	@Test
	void callsAreSpreadOverTheMembersWithTheRole() {
		this.caller.join();
		member("one", "pricing");
		member("two", "pricing");
		member("three", "billing");
		awaitServedBy("cluster:///pricing", "one", "two");
		awaitServedBy("cluster:///billing", "three");
	}

	@Test
	void withoutARoleAllMembersAreCalledThisNodeToo() {
		this.caller.join();
		announce(this.caller, serve("caller"));
		member("one", "pricing");
		member("two", "billing");
		awaitServedBy("cluster:///", "caller", "one", "two");
	}

	@Test
	void aMemberThatJoinsGetsCallsOnAnOpenChannel() {
		this.caller.join();
		member("one", "pricing");
		WhoAmI.Stub stub = stub("cluster:///pricing");
		awaitServedBy(stub, "one");
		member("two", "pricing");
		awaitServedBy(stub, "one", "two");
	}

	@Test
	void aMemberGetsCallsOnceItTellsItsPort() {
		this.caller.join();
		member("one", "pricing");
		ClusterRuntime silent = node(seeds(), Set.of("pricing"));
		silent.join();
		awaitUp(silent);
		WhoAmI.Stub stub = stub("cluster:///pricing");
		awaitServedBy(stub, "one");
		announce(silent, serve("silent"));
		awaitServedBy(stub, "one", "silent");
	}

	@Test
	void aLeavingMemberGetsNothingMoreAndEndsTheCallsItHas() {
		this.caller.join();
		member("one", "pricing");
		WhoAmI.Stub stub = stub("cluster:///pricing");
		awaitServedBy(stub, "one");
		WhoAmI leavingServer = serve("leaving");
		ClusterRuntime leaving = node(seeds(), Set.of("pricing"));
		leaving.join();
		announce(leaving, leavingServer);
		awaitServedBy(stub, "one", "leaving");
		CompletableFuture<String> underWay = slowCall(stub, leavingServer);
		leaving.leave();
		awaitServedBy(stub, "one");
		assertNotCalledAnyMore(leavingServer, stub);
		leavingServer.answerSlowCalls();
		assertThat(underWay).succeedsWithin(PATIENCE).isEqualTo("leaving");
	}

	@Test
	void theLastMemberGetsNothingMoreEitherWhenItLeaves() {
		this.caller.join();
		WhoAmI server = serve("last");
		ClusterRuntime last = node(seeds(), Set.of("pricing"));
		last.join();
		announce(last, server);
		WhoAmI.Stub stub = stub("cluster:///pricing");
		awaitServedBy(stub, "last");
		last.leave();
		awaitFailure(stub, "cluster:///pricing: there is no reachable UP member with the role 'pricing'");
		int calls = server.calls();
		assertFails(stub);
		assertThat(server.calls()).isEqualTo(calls);
		member("next", "pricing");
		awaitServedBy(stub, "next");
	}

	@Test
	void anUnreachableMemberGetsNothingMoreAlthoughItsServerWouldAnswer() {
		this.caller.join();
		member("one", "pricing");
		WhoAmI server = serve("unreachable");
		ClusterRuntime unreachable = node(seeds(), Set.of("pricing"));
		unreachable.join();
		announce(unreachable, server);
		WhoAmI.Stub stub = stub("cluster:///pricing");
		awaitServedBy(stub, "one", "unreachable");
		unreachable.close();
		await("unreachable", () -> !this.caller.state().unreachable().isEmpty());
		awaitServedBy(stub, "one");
		assertNotCalledAnyMore(server, stub);
	}

	@Test
	void ifNobodyTellsThePortTheCallerIsToldWhatToDo() {
		this.caller.join();
		ClusterRuntime silent = node(seeds(), Set.of("pricing"));
		silent.join();
		awaitUp(silent);
		awaitFailure(stub("cluster:///pricing"),
				"no reachable UP member with the role 'pricing' (there are 1) says on which port its gRPC server"
						+ " listens; put the port into its metadata as 'grpc-port', with the property"
						+ " cluster.metadata.grpc-port or Cluster.putMetadata");
	}

	@Test
	void outsideAClusterCallsFailAtOnceUnlessTheyAreReadyToWait() {
		WhoAmI.Stub stub = stub("cluster:///");
		awaitFailure(stub, "this node is not a member of a cluster");
		CompletableFuture<String> waiting = CompletableFuture
			.supplyAsync(() -> stub.withWaitForReady().withDeadlineAfter(30, TimeUnit.SECONDS).who(""));
		this.caller.join();
		announce(this.caller, serve("caller"));
		assertThat(waiting).succeedsWithin(PATIENCE).isEqualTo("caller");
	}

	@Test
	void nodesOfOneProcessEachAskTheirOwnCluster() {
		this.caller.join();
		announce(this.caller, serve("caller"));
		ClusterRuntime other = node(List.of(), Set.of());
		other.join();
		announce(other, serve("other"));
		awaitServedBy("cluster:///", "caller");
		awaitServedBy(stub(other, "cluster:///"), "other");
	}

	@Test
	void aTargetWithoutThreeSlashesIsRefused() {
		for (String target : List.of("cluster://pricing", "cluster:pricing", "cluster://host/pricing")) {
			assertThatIllegalArgumentException().isThrownBy(() -> ManagedChannelBuilder.forTarget(target).build())
				.withMessageContaining("write cluster:///role, with three slashes");
		}
	}

	private WhoAmI member(String name, String role) {
		ClusterRuntime node = node(seeds(), Set.of(role));
		node.join();
		WhoAmI server = serve(name);
		announce(node, server);
		return server;
	}

	private WhoAmI serve(String name) {
		WhoAmI server = new WhoAmI(name);
		this.resources.add(server);
		return server;
	}

	private void announce(ClusterRuntime node, WhoAmI server) {
		awaitUp(node);
		assertThat(node.putMetadata(Map.of(ClusterNameResolverProvider.PORT, String.valueOf(server.port()))))
			.succeedsWithin(PATIENCE);
	}

	private void awaitUp(ClusterRuntime node) {
		await("UP", () -> node.state().selfMember().map(Member::status).filter(MemberStatus.UP::equals).isPresent());
		if (node.state().members().size() > 1) {
			await("known to the caller", () -> this.caller.state().member(node.self()).isPresent());
		}
	}

	private List<NodeAddress> seeds() {
		return List.of(this.caller.self().address());
	}

	private ClusterRuntime node(List<NodeAddress> seeds, Set<String> roles) {
		GrpcTransport transport = new GrpcTransport(null, (server) -> {
		}, (channel) -> {
		});
		ClusterRuntime node = new ClusterRuntime(ClusterSettings.builder()
			.address(new NodeAddress("127.0.0.1", 0))
			.roles(roles)
			.join(JoinSettings.DEFAULT.withSeedNodes(seeds))
			.downing(DowningSettings.builder().strategy(DowningMode.NONE).build())
			.build(), transport);
		node.bind();
		this.resources.add(node);
		return node;
	}

	private WhoAmI.Stub stub(String target) {
		return stub(ManagedChannelBuilder.forTarget(target));
	}

	private WhoAmI.Stub stub(Cluster cluster, String target) {
		return stub(ManagedChannelBuilder.forTarget(target)
			.setNameResolverArg(ClusterNameResolverProvider.CLUSTER, cluster));
	}

	private WhoAmI.Stub stub(ManagedChannelBuilder<?> builder) {
		ManagedChannel channel = builder.usePlaintext().build();
		this.resources.add(channel::shutdownNow);
		return new WhoAmI.Stub(channel);
	}

	/** A call that the server keeps; those that others get on the way they answer. */
	private static CompletableFuture<String> slowCall(WhoAmI.Stub stub, WhoAmI server) {
		CompletableFuture<String> call = CompletableFuture.supplyAsync(() -> {
			String answer = "";
			while (!answer.equals(server.name())) {
				answer = stub.who(server.name());
			}
			return answer;
		});
		server.awaitSlowCall();
		return call;
	}

	private void assertNotCalledAnyMore(WhoAmI server, WhoAmI.Stub stub) {
		int calls = server.calls();
		for (int i = 0; i < ROUNDS; i++) {
			stub.who("");
		}
		assertThat(server.calls()).isEqualTo(calls);
	}

	private static void assertFails(WhoAmI.Stub stub) {
		for (int i = 0; i < ROUNDS; i++) {
			assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> stub.who(""));
		}
	}

	private void awaitServedBy(String target, String... names) {
		awaitServedBy(stub(target), names);
	}

	/** Waits until a round of calls is answered by these and no others. */
	private static void awaitServedBy(WhoAmI.Stub stub, String... names) {
		await("served by " + List.of(names), () -> {
			Set<String> answers = new TreeSet<>();
			for (int i = 0; i < ROUNDS; i++) {
				try {
					answers.add(stub.withDeadlineAfter(10, TimeUnit.SECONDS).who(""));
				}
				catch (StatusRuntimeException ex) {
					answers.add("failure");
				}
			}
			return answers.equals(Set.of(names));
		});
	}

	private static void awaitFailure(WhoAmI.Stub stub, String message) {
		await("failing with " + message, () -> {
			try {
				stub.withDeadlineAfter(10, TimeUnit.SECONDS).who("");
				return false;
			}
			catch (StatusRuntimeException ex) {
				return ex.getStatus().getCode() == io.grpc.Status.Code.UNAVAILABLE
						&& String.valueOf(ex.getMessage()).contains(message);
			}
		});
	}

	private static void await(String what, BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - deadline > 0) {
				throw new AssertionError("Not within " + PATIENCE.toSeconds() + " s: " + what);
			}
			try {
				Thread.sleep(10);
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}
	}

}
