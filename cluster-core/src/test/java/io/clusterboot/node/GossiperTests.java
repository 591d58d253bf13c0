package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What node 1 tells node 2 about who has seen the state, when both have the same one.
 */
class GossiperTests {

	private static final NodeId PEER = Some.node(2);

	private final List<Output> outputs = new ArrayList<>();

	private final Membership membership = SomeMembership.of(this.outputs::add);

	private final Links links = new Links(this.membership, 1);

	private final Gossiper gossiper = new Gossiper(this.membership, this.links);

	@Test
	void aNewLinkCarriesWhoHasSeenTheStateThoughNothingIsNews() {
		this.membership.update(Some.up(2).live());
		Link link = open();
		flush();
		assertThat(gossip()).singleElement().satisfies((frame) -> {
			assertThat(frame.delta().members()).isEmpty();
			assertThat(frame.seen().covers(this.membership.seen())).isTrue();
		});
		assertThat(link.outbox.owesAcknowledgement()).isFalse();
	}

	@Test
	void aNewLinkCarriesNothingWhenAllHaveSeenTheState() {
		this.membership.update(Some.up(2).live());
		this.membership.mergeSeen(SeenSet.single(this.membership.tables().members().fingerprint(), 2, 1));
		assertThat(this.membership.seen().isComplete()).isTrue();
		open();
		flush();
		assertThat(gossip()).isEmpty();
	}

	private Link open() {
		this.links.dial(PEER, 0, 0);
		Link link = this.links.to(PEER);
		assertThat(link).isNotNull();
		this.links.opened(link);
		this.gossiper.opened(link, 0);
		return link;
	}

	private void flush() {
		long due = this.gossiper.deadline();
		this.gossiper.flush((due != Long.MAX_VALUE) ? due : 1000);
	}

	private List<Frame.Gossip> gossip() {
		return this.outputs.stream()
			.filter(Output.Send.class::isInstance)
			.map((output) -> ((Output.Send) output).frame())
			.filter(Frame.Gossip.class::isInstance)
			.map(Frame.Gossip.class::cast)
			.toList();
	}

}
