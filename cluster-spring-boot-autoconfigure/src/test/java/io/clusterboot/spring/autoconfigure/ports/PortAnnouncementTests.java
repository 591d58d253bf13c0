package io.clusterboot.spring.autoconfigure.ports;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberEvent.MemberUp;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.spring.event.ClusterEvent;
import io.clusterboot.spring.event.MemberEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PortAnnouncement}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PortAnnouncementTests {

	private final FakeCluster cluster = new FakeCluster();

	private final PortAnnouncement announcement = new PortAnnouncement(this.cluster, "http-port");

	@Test
	void aMemberTellsThePortAtOnce() {
		show(Map.of());
		this.announcement.tell(8080, Map.of("http-secure", "true"));
		assertThat(this.cluster.commands()).containsExactly("put {http-port=8080, http-secure=true}");
	}

	@Test
	void aNodeThatIsNoMemberYetTellsThePortOnceItIsOne() {
		this.announcement.tell(8080, Map.of());
		assertThat(this.cluster.commands()).isEmpty();
		this.announcement.changed(up(show(Map.of())));
		assertThat(this.cluster.commands()).containsExactly("put {http-port=8080}");
	}

	@Test
	void whatIsKnownIsNotToldAgain() {
		show(Map.of());
		this.announcement.tell(8080, Map.of());
		this.announcement.changed(up(show(Map.of("http-port", "8080"))));
		assertThat(this.cluster.commands()).hasSize(1);
	}

	@Test
	void eachLifeOfTheNodeTellsThePort() {
		show(Map.of());
		this.announcement.tell(8080, Map.of());
		show(Map.of("http-port", "8080"));
		Member next = new Member(new NodeId(FakeCluster.SELF, 99_999), MemberStatus.UP, true,
				FakeCluster.member(7946, MemberStatus.UP).roles(), 5, "", Map.of());
		this.announcement.changed(up(show(next)));
		assertThat(this.cluster.commands()).containsExactly("put {http-port=8080}", "put {http-port=8080}");
	}

	@Test
	void anotherMemberIsNoReasonToTellAnything() {
		Member other = FakeCluster.member(7947, MemberStatus.UP);
		this.announcement.tell(8080, Map.of());
		ClusterState state = FakeCluster.state(2, FakeCluster.member(7946, MemberStatus.UP), other);
		this.cluster.show(state);
		this.announcement.changed((MemberEvent) ClusterEvent.of(this.cluster, new MemberUp(other, null, state)));
		assertThat(this.cluster.commands()).isEmpty();
	}

	@Test
	void whatTheApplicationSaysStays() {
		show(Map.of("http-port", "80"));
		this.announcement.tell(8080, Map.of());
		this.announcement.takeBack();
		assertThat(this.cluster.commands()).isEmpty();
	}

	@Test
	void aServerThatStopsAndListensAgainElsewhereIsFollowed() {
		show(Map.of());
		this.announcement.takeBack();
		this.announcement.tell(8080, Map.of());
		show(Map.of("http-port", "8080"));
		this.announcement.takeBack();
		show(Map.of("http-port", ""));
		this.announcement.tell(8081, Map.of());
		assertThat(this.cluster.commands()).containsExactly("put {http-port=8080}", "put {http-port=}",
				"put {http-port=8081}");
	}

	@Test
	void aServerWithoutAPortIsNotTold() {
		show(Map.of());
		this.announcement.tell(-1, Map.of());
		assertThat(this.cluster.commands()).isEmpty();
	}

	@Test
	void aFailureIsLogged(CapturedOutput output) {
		this.cluster.putMetadataCompletesWith(CompletableFuture.failedFuture(new IllegalStateException("too large")));
		show(Map.of());
		this.announcement.tell(8080, Map.of());
		assertThat(output).contains("Could not tell the other members that http-port is '8080'").contains("too large");
	}

	private Member show(Map<String, String> metadata) {
		return show(FakeCluster.member(7946, MemberStatus.UP, metadata));
	}

	private Member show(Member self) {
		this.cluster.show(FakeCluster.state(2, self));
		return self;
	}

	private MemberEvent up(Member self) {
		return (MemberEvent) ClusterEvent.of(this.cluster, new MemberUp(self, null, this.cluster.state()));
	}

}
