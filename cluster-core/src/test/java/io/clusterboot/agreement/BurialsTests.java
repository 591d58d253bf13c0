package io.clusterboot.agreement;

import java.util.List;
import java.util.Set;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a tombstone may be forgotten.
 */
class BurialsTests {

	private static final NodeId GONE = Some.node(9);

	private static final MemberTable MEMBERS = Some.up(3).merge(List.of(), Set.of(GONE), 1).table();

	private final Burials burials = new Burials();

	@Test
	void aMinuteAfterAllAttestedAStateWithoutTheMemberItsTombstoneMayGo() {
		assertThat(observe(MEMBERS, 1000)).isEmpty();
		assertThat(observe(MEMBERS, 60_999)).isEmpty();
		assertThat(observe(MEMBERS, 61_000)).containsExactly(GONE);
	}

	@Test
	void timeAloneForgetsNothing() {
		SeenSet allButOne = Some.seen(MEMBERS, 0, 1);
		assertThat(this.burials.observe(MEMBERS, allButOne, 0).tombstones()).isEmpty();
		assertThat(this.burials.observe(MEMBERS, allButOne, 3_600_000).tombstones()).isEmpty();
		assertThat(observe(MEMBERS, 3_600_000)).isEmpty();
		assertThat(observe(MEMBERS, 3_660_000)).containsExactly(GONE);
	}

	@Test
	void aMemberThatJoinedSinceMustAttestToo() {
		observe(MEMBERS, 0);
		MemberTable joined = MEMBERS.merge(List.of(Some.member(4, MemberStatus.JOINING)), List.of(), 0).table();
		assertThat(this.burials.observe(joined, Some.seen(joined, 0, 1, 2), 60_000).tombstones()).isEmpty();
		assertThat(observe(joined, 60_001)).containsExactly(GONE);
	}

	@Test
	void eachTombstoneHasItsOwnMinute() {
		observe(MEMBERS, 0);
		MemberTable more = MEMBERS.merge(List.of(), Some.nodes(8), 2).table();
		assertThat(observe(more, 30_000)).isEmpty();
		assertThat(observe(more, 60_000)).containsExactly(GONE);
		assertThat(observe(more.forget(Set.of(GONE)), 90_000)).containsExactly(Some.node(8));
	}

	@Test
	void aTombstoneThatComesBackGetsAnotherMinute() {
		observe(MEMBERS, 0);
		assertThat(observe(MEMBERS, 60_000)).containsExactly(GONE);
		assertThat(observe(MEMBERS, 70_000)).isEmpty();
		assertThat(observe(MEMBERS, 130_000)).containsExactly(GONE);
	}

	@Test
	void whatIsForgottenTellsHowManyRemovalsAllKnewThen() {
		observe(MEMBERS, 0);
		MemberTable more = MEMBERS.merge(List.of(), Some.nodes(8), 2).table();
		assertThat(this.burials.observe(more, SeenSet.complete(more.fingerprint()), 60_000))
			.isEqualTo(new Burials.Forgettable(List.of(GONE), 1));
	}

	private List<NodeId> observe(MemberTable members, long now) {
		return this.burials.observe(members, SeenSet.complete(members.fingerprint()), now).tombstones();
	}

}
