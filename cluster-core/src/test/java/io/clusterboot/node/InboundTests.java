package io.clusterboot.node;

import java.util.List;
import java.util.Set;

import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Rejection;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Some;
import io.clusterboot.state.Tables;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From which frames of node 2 nothing follows for node 1 of three, which observes it.
 */
class InboundTests {

	private static final NodeId PEER = Some.node(2);

	private final Membership membership = SomeMembership.of((output) -> {
	});

	private final Links links = new Links(this.membership, 1);

	private final Observer observer = new Observer(this.membership, this.links, 0);

	private final Pings pings = new Pings(this.membership, this.links, this.observer);

	private final Inbound inbound = new Inbound(this.membership, this.links,
			new Handshakes(this.membership, this.links), new Gossiper(this.membership, this.links), this.observer,
			this.pings, new NobodyExpels());

	private final Link link;

	InboundTests() {
		this.membership.update(Some.up(3).live());
		this.links.dial(PEER, 0, 0);
		this.link = this.links.to(PEER);
		this.links.opened(this.link);
		this.observer.observe(Set.of(PEER), (id) -> false, 0);
		this.observer.tick(0);
	}

	@Test
	void aProbeAndAnAnswerOfOneThatKnowsTheSameAreRoutine() {
		assertThat(isRoutine(new Frame.Probe(1, digest()))).isTrue();
		assertThat(isRoutine(new Frame.ProbeAck(1, digest()))).isTrue();
	}

	@Test
	void whatOneThatKnowsOtherThingsSaysIsNot() {
		assertThat(isRoutine(new Frame.Probe(1, Tables.EMPTY.digest()))).isFalse();
	}

	@Test
	void theFirstFrameThatShowsThatBothKnowTheSameAgainIsNot() {
		this.inbound.received(this.link.id, new Frame.Probe(1, Tables.EMPTY.digest()), 1);
		assertThat(isRoutine(new Frame.Probe(2, digest()))).isFalse();
		this.inbound.received(this.link.id, new Frame.Probe(2, digest()), 2);
		assertThat(isRoutine(new Frame.Probe(3, digest()))).isTrue();
	}

	@Test
	void aSignOfLifeOfOneThatIsSuspectedIsNot() {
		this.observer.refused(PEER, 1);
		this.observer.tick(1);
		assertThat(isRoutine(new Frame.ProbeAck(1, digest()))).isFalse();
	}

	@Test
	void whileAnotherMemberWantsToKnowWhetherItCanBeReachedNothingIs() {
		this.pings.requested(this.link, new Frame.PingRequest(1, Some.node(3)), 1);
		assertThat(isRoutine(new Frame.Probe(1, digest()))).isFalse();
	}

	@Test
	void whileASubjectHasNoLinkNothingIs() {
		this.observer.observe(Set.of(PEER, Some.node(3)), (id) -> false, 1);
		this.observer.tick(1);
		assertThat(isRoutine(new Frame.Probe(1, digest()))).isFalse();
	}

	@Test
	void otherFramesAreNotAndNoneIsOnALinkThatIsNotOpen() {
		assertThat(isRoutine(new Frame.GossipAck(1))).isFalse();
		assertThat(isRoutine(new Frame.Refused(Rejection.REMOVED, "removed", PEER))).isFalse();
		assertThat(this.inbound.isRoutine(99, new Frame.Probe(1, digest()))).isFalse();
		this.links.dial(Some.node(3), 0, 0);
		assertThat(this.inbound.isRoutine(this.links.to(Some.node(3)).id, new Frame.Probe(1, digest()))).isFalse();
	}

	private boolean isRoutine(Frame frame) {
		return this.inbound.isRoutine(this.link.id, frame);
	}

	private Digest digest() {
		return this.membership.tables().digest();
	}

	private static final class NobodyExpels implements Inbound.Expulsion {

		@Override
		public void refused(NodeId peer, Rejection reason, String message) {
			throw new AssertionError(List.of(peer, reason, message));
		}

		@Override
		public void foreign(NodeId peer) {
			throw new AssertionError(peer);
		}

		@Override
		public void dissolved(Frame.Dissolve dissolve) {
			throw new AssertionError(dissolve);
		}

	}

}
