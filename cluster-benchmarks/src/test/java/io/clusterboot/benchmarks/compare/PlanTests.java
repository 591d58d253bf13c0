package io.clusterboot.benchmarks.compare;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.benchmarks.membership.MeasuredSystem;
import io.clusterboot.benchmarks.membership.Measure;
import io.clusterboot.benchmarks.membership.Profile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Plan}.
 */
class PlanTests {

	private final Plan plan = new Plan(List.of(MeasuredSystem.CLUSTERBOOT, MeasuredSystem.PEKKO), List.of(3, 5),
			List.of(Profile.DEFAULT), EnumSet.of(Measure.FORMATION, Measure.LEAVE), 2, false);

	@Test
	void systemsTakeTurnsWithinEachRound() {
		assertThat(this.plan.runs()).extracting(Run::toString)
			.containsExactly("clusterboot, 3 nodes, default, round 1", "pekko, 3 nodes, default, round 1",
					"clusterboot, 5 nodes, default, round 1", "pekko, 5 nodes, default, round 1",
					"clusterboot, 3 nodes, default, round 2", "pekko, 3 nodes, default, round 2",
					"clusterboot, 5 nodes, default, round 2", "pekko, 5 nodes, default, round 2");
	}

	@Test
	void withoutResultsAllIsLeft() {
		assertThat(this.plan.without(List.of()).keySet()).containsExactlyElementsOf(this.plan.runs());
		assertThat(this.plan.without(List.of()).values())
			.allSatisfy((measures) -> assertThat(measures).containsExactly(Measure.FORMATION, Measure.LEAVE));
	}

	@Test
	void whatIsThereIsNotMeasuredAgain() {
		List<Run> runs = this.plan.runs();
		Map<Run, Set<Measure>> left = this.plan.without(List.of(Line.failed(runs.get(0), Measure.FORMATION, "any"),
				Line.failed(runs.get(0), Measure.LEAVE, "any"), Line.failed(runs.get(1), Measure.FORMATION, "any")));
		assertThat(left.keySet()).containsExactlyElementsOf(runs.subList(1, runs.size()));
		assertThat(left.get(runs.get(1))).containsExactly(Measure.LEAVE);
	}

	@Test
	void resultsOfOtherSettingsAreOthers() {
		Run busy = new Run(1, new Setting(3, Profile.DEFAULT, true), MeasuredSystem.CLUSTERBOOT);
		assertThat(this.plan.without(List.of(Line.failed(busy, Measure.FORMATION, "any"))))
			.isEqualTo(this.plan.without(List.of()));
	}

}
