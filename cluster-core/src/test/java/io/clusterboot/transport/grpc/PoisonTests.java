package io.clusterboot.transport.grpc;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Greeting;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Frame;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.SeenSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is within all limits and still ill meant: a node that took it in goes on to speak
 * so that others can read it (which {@link Besieged} checks of all that it says).
 */
class PoisonTests {

	private static final NodeId MEMBER = FrameFuzzTests.NODES.get(1);

	private static final NodeId NEXT_LIFE = FrameFuzzTests.NODES.get(3);

	@Test
	void theLargestRemovalsCounterDoesNotOverflow() {
		Besieged besieged = new Besieged(Besieged.settings());
		Besieged.Gate gate = member(besieged);
		Delta poison = new Delta(List.of(), List.of(), Long.MAX_VALUE, List.of(), List.of());
		gate.receive(new FrameEncoder().encode(new Frame.Gossip(1, 0, poison, SeenSet.complete(Fingerprint.ZERO))));
		Response answer = besieged.ask(join(besieged, NEXT_LIFE));
		assertThat(answer).isInstanceOfSatisfying(Response.Welcome.class, (welcome) -> {
			assertThat(welcome.state().removals()).isEqualTo(Long.MAX_VALUE);
			assertThat(welcome.state().tombstones()).contains(MEMBER);
		});
	}

	@Test
	void nobodyJoinsAtTheAddressOfTheNodeThatIsAsked() {
		Besieged besieged = new Besieged(Besieged.settings());
		Object before = besieged.state();
		Response answer = besieged.ask(join(besieged, new NodeId(Besieged.SELF.address(), 99)));
		assertThat(answer).isInstanceOfSatisfying(Response.Rejected.class,
				(rejected) -> assertThat(rejected.reason()).isEqualTo(Rejection.CONFIGURATION));
		assertThat(besieged.state()).isEqualTo(before);
		assertThat(besieged.hasEnded()).isFalse();
	}

	@Test
	void aStartingNodeThatKeepsTheRightToFormSaysWhoItIs() {
		Besieged besieged = new Besieged(looking());
		Response answer = besieged.ask(CallCodec.encode(new Request.Claim(greeting(MEMBER))));
		assertThat(answer).isEqualTo(new Response.Held(Besieged.SELF));
	}

	@Test
	void aJoinThatWasMeantForAnotherLifeOrAnotherClusterIsRefused() {
		Besieged besieged = new Besieged(Besieged.settings());
		NodeId before = new NodeId(Besieged.SELF.address(), 1);
		assertThat(besieged.ask(join(besieged.clusterId, before, MEMBER))).isInstanceOfSatisfying(
				Response.Rejected.class,
				(rejected) -> assertThat(rejected.reason()).isEqualTo(Rejection.WRONG_INCARNATION));
		assertThat(besieged.ask(join(new ClusterId(5, 5), Besieged.SELF, MEMBER)))
			.isInstanceOf(Response.Rejected.class);
		assertThat(besieged.node.snapshot(1).members()).hasSize(1);
	}

	@Test
	void aFloorBeyondWhichThereIsNoNumberIsOnlyARejection() {
		Besieged besieged = new Besieged(looking());
		assertThat(besieged.answer(CallCodec.encode(new Response.Clustered(besieged.clusterId, 1, MEMBER)))).isTrue();
		assertThat(besieged
			.answer(CallCodec.encode(new Response.Rejected(Rejection.STALE_INCARNATION, "a\nb", Long.MAX_VALUE))))
			.isTrue();
		assertThat(besieged.node.self()).isEqualTo(Besieged.SELF);
	}

	private static Besieged.Gate member(Besieged besieged) {
		assertThat(besieged.ask(join(besieged, MEMBER))).isInstanceOf(Response.Welcome.class);
		Besieged.Gate gate = besieged.open();
		gate.receive(new FrameEncoder().encode(new Frame.Hello(greeting(MEMBER), besieged.clusterId, Besieged.SELF)));
		assertThat(gate.isAccepted()).isTrue();
		return gate;
	}

	/** Waits for another seed node. */
	private static ClusterSettings looking() {
		return Besieged.settings()
			.toBuilder()
			.join(JoinSettings.DEFAULT.withSeedNodes(List.of(Besieged.SELF.address(), MEMBER.address())))
			.build();
	}

	private static byte[] join(Besieged besieged, NodeId id) {
		return join(besieged.clusterId, Besieged.SELF, id);
	}

	private static byte[] join(ClusterId clusterId, NodeId contact, NodeId id) {
		return CallCodec.encode(new Request.Join(greeting(id), clusterId, contact, new TreeSet<>(), "1.0", Map.of()));
	}

	private static Greeting greeting(NodeId id) {
		return Admission.greeting(Besieged.settings(), id);
	}

}
