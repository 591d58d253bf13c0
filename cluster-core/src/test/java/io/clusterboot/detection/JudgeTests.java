package io.clusterboot.detection;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.api.NodeId;
import io.clusterboot.overlay.Overlay;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.Some;
import io.clusterboot.state.Tables;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One node's verdict over time.
 */
class JudgeTests {

	private static final NodeId X = Some.node(6);

	private static final NodeId Y = Some.node(7);

	private final Judge judge = new Judge(Some.node(1));

	@Test
	void anUnreachableMemberWaitsAMomentForOthersWhenNobodyIsUnstable() {
		assertThat(judge(0, 6, 0)).isFalse();
		assertThat(this.judge.deadline(0)).isEqualTo(50);
		assertThat(judge(49, 6, 0)).isFalse();
		assertThat(judge(50, 6, 0)).isTrue();
		assertThat(this.judge.verdict().unreachable()).containsExactly(X);
		assertThat(this.judge.holding(50)).isEmpty();
		assertThat(this.judge.deadline(50)).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void whoLooksLateWaitsNoLonger() {
		judge(0, 6, 0);
		assertThat(this.judge.deadline(57)).isEqualTo(50);
		assertThat(judge(58, 6, 0)).isTrue();
	}

	@Test
	void membersThatBecomeUnreachableWithinAMomentArePublishedTogether() {
		assertThat(judge(0, 6, 0)).isFalse();
		assertThat(judge(40, 6, 6)).isFalse();
		assertThat(judge(50, 6, 6)).isTrue();
		assertThat(this.judge.verdict().unreachable()).containsExactly(X, Y);
	}

	@Test
	void oneThatIsNoLongerAccusedDoesNotMakeTheNextWaitLess() {
		judge(0, 6, 0);
		judge(20, 0, 0);
		assertThat(judge(60, 6, 0)).isFalse();
		assertThat(judge(110, 6, 0)).isTrue();
	}

	@Test
	void anUnreachableMemberWaitsForAnUnstableOne() {
		assertThat(judge(100, 6, 3)).isTrue();
		assertThat(this.judge.verdict().unreachable()).isEmpty();
		assertThat(this.judge.verdict().unstable()).containsExactly(Y);
		assertThat(this.judge.deadline(100)).isEqualTo(400);
		assertThat(judge(150, 6, 3)).isFalse();
		assertThat(judge(399, 6, 3)).isFalse();
		assertThat(this.judge.verdict().unreachable()).isEmpty();
		assertThat(judge(400, 6, 3)).isTrue();
		assertThat(this.judge.verdict().unreachable()).containsExactly(X);
	}

	@Test
	void membersThatBecomeStableTogetherArePublishedTogether() {
		judge(0, 6, 3);
		assertThat(judge(60, 6, 6)).isTrue();
		assertThat(this.judge.verdict().unreachable()).containsExactly(X, Y);
		assertThat(this.judge.verdict().unstable()).isEmpty();
	}

	@Test
	void theDeadlineOfAGatheringIsOverWithIt() {
		judge(0, 6, 3);
		judge(300, 6, 3);
		assertThat(this.judge.deadline(300)).isEqualTo(5000);
	}

	@Test
	void anUnstableMemberHoldsForFiveSeconds() {
		judge(0, 0, 3);
		assertThat(this.judge.holding(4999)).containsExactly(Y);
		assertThat(this.judge.deadline(4999)).isEqualTo(5000);
		assertThat(this.judge.holding(5000)).isEmpty();
		assertThat(this.judge.deadline(5000)).isEqualTo(Long.MAX_VALUE);
		judge(5000, 0, 3);
		assertThat(this.judge.verdict().unstable()).containsExactly(Y);
		assertThat(this.judge.holding(5000)).isEmpty();
	}

	@Test
	void oneThatHeldForLongHoldsNobodyUp() {
		judge(0, 0, 3);
		judge(6000, 6, 3);
		assertThat(judge(6050, 6, 3)).isTrue();
		assertThat(this.judge.verdict().unreachable()).containsExactly(X);
	}

	@Test
	void oneThatWasStableInBetweenHoldsAgain() {
		judge(0, 0, 3);
		judge(4000, 0, 0);
		assertThat(this.judge.holding(4000)).isEmpty();
		judge(6000, 0, 3);
		assertThat(this.judge.holding(10_999)).containsExactly(Y);
		assertThat(this.judge.holding(11_000)).isEmpty();
	}

	@Test
	void aReachableMemberIsPublishedAtOnceWhoeverIsUnstable() {
		judge(0, 6, 0);
		judge(50, 6, 0);
		assertThat(judge(1000, 1, 3)).isTrue();
		assertThat(this.judge.verdict().unreachable()).isEmpty();
		assertThat(this.judge.verdict().unstable()).containsExactly(Y);
	}

	@Test
	void oneThatLeavesIsPublishedWhileAnotherOneStillWaits() {
		judge(0, 6, 0);
		judge(50, 6, 0);
		// X is reachable again, Y is new, and node 5 is unstable
		Map<NodeId, Collection<NodeId>> reports = new TreeMap<>();
		for (int observer = 1; observer <= 6; observer++) {
			reports.put(Some.node(observer), new TreeSet<>(Some.nodes(7)));
		}
		for (int observer = 1; observer <= 3; observer++) {
			reports.get(Some.node(observer)).add(Some.node(5));
		}
		assertThat(judge(1000, reports)).isTrue();
		assertThat(this.judge.verdict().unreachable()).isEmpty();
		assertThat(judge(1300, reports)).isTrue();
		assertThat(this.judge.verdict().unreachable()).contains(Y);
	}

	@Test
	void nothingChangesWithoutNews() {
		assertThat(judge(0, 0, 0)).isFalse();
		judge(0, 6, 0);
		judge(50, 6, 0);
		assertThat(judge(51, 6, 0)).isFalse();
	}

	/** So many of six observers accuse X and Y. */
	private boolean judge(long now, int accuseX, int accuseY) {
		Map<NodeId, Collection<NodeId>> reports = new TreeMap<>();
		for (int observer = 1; observer <= 7; observer++) {
			reports.put(Some.node(observer), new TreeSet<>());
		}
		int x = 0;
		int y = 0;
		for (Map.Entry<NodeId, Collection<NodeId>> report : reports.entrySet()) {
			if (!report.getKey().equals(X) && x++ < accuseX) {
				report.getValue().add(X);
			}
			if (!report.getKey().equals(Y) && y++ < accuseY) {
				report.getValue().add(Y);
			}
		}
		return judge(now, reports);
	}

	private boolean judge(long now, Map<NodeId, Collection<NodeId>> reports) {
		Tables tables = Some.tables(Some.up(7),
				reports.entrySet()
					.stream()
					.map((report) -> Some.accuses(report.getKey(), report.getValue().toArray(NodeId[]::new)))
					.toArray(ObservationRow[]::new));
		return this.judge.judge(tables, Overlay.of(tables.members(), 10), false, now);
	}

}
