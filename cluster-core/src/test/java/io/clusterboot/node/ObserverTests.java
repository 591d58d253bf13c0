package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a node takes itself for cut off.
 */
class ObserverTests {

	private final Membership membership = SomeMembership.of(new ArrayList<Output>()::add);

	private final Observer observer;

	private final Set<NodeId> neighbours;

	ObserverTests() {
		this.membership.update(Some.up(60).live());
		this.observer = new Observer(this.membership, new Links(this.membership, 1), 0);
		this.neighbours = this.membership.overlay().neighboursOf(this.membership.own());
		this.observer.observe(this.neighbours, (id) -> false, 0);
	}

	@Test
	void whoCannotReachHalfOfItsNeighboursIsCutOff() {
		List<NodeId> half = half();
		refuse(half.subList(1, half.size()));
		assertThat(this.observer.isCutOff()).isFalse();
		refuse(half.subList(0, 1));
		assertThat(this.observer.isCutOff()).isTrue();
		assertThat(this.observer.judgesAlone()).isTrue();
	}

	@Test
	void whomItObservesBesideUnreachableNeighboursDoesNotCount() {
		refuse(half());
		Set<NodeId> more = new TreeSet<>(this.neighbours);
		this.membership.live().stream().limit(40).forEach((record) -> more.add(record.id()));
		more.remove(this.membership.self);
		this.observer.observe(more, (id) -> false, 1);
		assertThat(this.observer.isCutOff()).isTrue();
	}

	@Test
	void thatOthersAreGoneCutsNobodyOff() {
		Set<NodeId> more = new TreeSet<>(this.neighbours);
		List<NodeId> others = this.membership.live()
			.stream()
			.map((record) -> record.id())
			.filter((id) -> !this.neighbours.contains(id) && !id.equals(this.membership.self))
			.toList();
		more.addAll(others);
		this.observer.observe(more, (id) -> false, 0);
		refuse(others);
		assertThat(this.observer.isCutOff()).isFalse();
	}

	private List<NodeId> half() {
		return List.copyOf(this.neighbours).subList(0, (this.neighbours.size() + 1) / 2);
	}

	/** Their hosts refuse this node, and there is nobody to ask. */
	private void refuse(List<NodeId> subjects) {
		subjects.forEach((id) -> this.observer.refused(id, 5));
		this.observer.tick(5);
	}

}
