package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom a node dials, and when.
 */
class DialsTests {

	private final Dials dials = new Dials();

	private final List<Link> links = new ArrayList<>();

	@Test
	void inACalmOverlayEightAreDialledAtOnce() {
		plan(20, 1000);
		assertThat(turns(999)).isEmpty();
		assertThat(deadline(999)).isEqualTo(1000);
		assertThat(turns(1000)).hasSize(8);
	}

	@Test
	void whoIsBeingDialledHoldsAPlaceForASecond() {
		plan(20, 1000);
		IntStream.range(100, 108).forEach((number) -> link(number, false, 1000));
		assertThat(turns(1999)).isEmpty();
		assertThat(deadline(1999)).isEqualTo(2000);
		assertThat(turns(2000)).hasSize(8);
	}

	@Test
	void whileTheOverlayChangesAFewOpenLinksSuffice() {
		IntStream.range(100, 103).forEach((number) -> link(number, true, 900));
		plan(5, 1000);
		this.dials.changed(1000);
		assertThat(turns(1000)).isEmpty();
		assertThat(deadline(1000)).isEqualTo(1200);
		assertThat(turns(1200)).hasSize(5);
	}

	@Test
	void whoHasFewerDoesNotWaitForCalm() {
		IntStream.range(100, 102).forEach((number) -> link(number, true, 900));
		plan(5, 1000);
		this.dials.changed(1000);
		assertThat(turns(1000)).hasSize(5);
	}

	@Test
	void nobodyWaitsForCalmLongerThanASecond() {
		IntStream.range(100, 103).forEach((number) -> link(number, true, 900));
		plan(1, 1000);
		for (long now = 1000; now < 2000; now += 100) {
			this.dials.changed(now);
			assertThat(turns(now)).isEmpty();
		}
		this.dials.changed(2000);
		assertThat(turns(2000)).hasSize(1);
	}

	@Test
	void theLongestWaitingComesFirst() {
		this.dials.plan(Some.node(1), 1000);
		this.dials.plan(Some.node(2), 500);
		assertThat(turns(1000)).containsExactly(Some.node(2), Some.node(1));
	}

	@Test
	void whoHearsLateWaitsLongerForTheDialsOfOthers() {
		this.dials.plan(Some.node(1), 3000);
		this.dials.postpone(400);
		assertThat(turns(3399)).isEmpty();
		assertThat(turns(3400)).hasSize(1);
	}

	private List<NodeId> turns(long now) {
		return this.dials.turns(this.links, open(), now);
	}

	private long deadline(long now) {
		return this.dials.deadline(this.links, open(), now);
	}

	private int open() {
		return (int) this.links.stream().filter((link) -> link.open).count();
	}

	private void plan(int count, long at) {
		IntStream.rangeClosed(1, count).forEach((number) -> this.dials.plan(Some.node(number), at));
	}

	private void link(int number, boolean open, long createdAt) {
		NodeId peer = Some.node(number);
		Link link = new Link(number, peer, true, createdAt);
		link.open = open;
		this.links.add(link);
	}

}
