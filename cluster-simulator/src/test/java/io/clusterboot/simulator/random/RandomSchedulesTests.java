package io.clusterboot.simulator.random;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

import io.clusterboot.simulator.schedule.Always;
import io.clusterboot.simulator.schedule.Moment;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.ScheduleReader;
import io.clusterboot.simulator.schedule.ScheduleWriter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RandomSchedules}.
 */
class RandomSchedulesTests {

	@Test
	void theSameSeedDrawsTheSameSchedule() {
		assertThat(safety(5)).isEqualTo(safety(5)).isNotEqualTo(safety(6));
	}

	@Test
	void everySchedulesYamlIsThatSchedule() {
		for (long seed = 1; seed <= 200; seed++) {
			assertThat(ScheduleReader.read(ScheduleWriter.write(safety(seed)))).isEqualTo(safety(seed));
			assertThat(ScheduleReader.read(ScheduleWriter.write(liveness(seed)))).isEqualTo(liveness(seed));
		}
	}

	@Test
	void eachSeedSwitchesWholeClassesOffAndTogetherTheyShowAll() {
		Set<String> seen = new HashSet<>();
		for (long seed = 1; seed <= 100; seed++) {
			List<String> kinds = safety(seed).kindsOfFaults();
			assertThat(kinds).as("seed " + seed).hasSizeBetween(0, 15);
			seen.addAll(kinds);
		}
		assertThat(seen).containsExactlyInAnyOrder("crash", "start", "restart", "leave", "down", "pause", "slow",
				"stall", "clock-jump", "replay", "cut", "loss", "delay", "resets", "slow-receiver");
		assertThat(LongStream.rangeClosed(1, 100).mapToObj((seed) -> safety(seed).kindsOfFaults().size()).distinct())
			.hasSizeGreaterThan(5);
	}

	@Test
	void theNumberOfNodesIsDrawnUnlessItIsGiven() {
		assertThat(LongStream.rangeClosed(1, 300).mapToObj((seed) -> safety(seed).nodes()))
			.allMatch((nodes) -> nodes >= 5 && nodes <= 20)
			.contains(5, 20);
		assertThat(RandomSchedules.safety("random", 1, 7, 60_000).nodes()).isEqualTo(7);
	}

	@Test
	void inSomeSchedulesOnlyTheMembersWithARoleCountAndThereAreSuch() {
		List<Schedule> withRole = LongStream.rangeClosed(1, 300)
			.mapToObj(RandomSchedulesTests::safety)
			.filter((schedule) -> schedule.settings().containsKey("cluster.downing.role"))
			.toList();
		assertThat(withRole).hasSizeBetween(20, 80).allSatisfy((schedule) -> {
			assertThat(schedule.settings().get("cluster.downing.strategy")).isIn("keep-majority", "static-quorum",
					"keep-oldest", "lease-majority");
			assertThat(schedule.settingsOf()).singleElement()
				.satisfies((some) -> assertThat(some.settings()).containsEntry("cluster.roles",
						schedule.settings().get("cluster.downing.role")));
		});
		assertThat(withRole).extracting((schedule) -> schedule.settings().get("cluster.downing.strategy"))
			.contains("keep-majority", "keep-oldest", "lease-majority");
	}

	@Test
	void theFaultsOfLivenessEndBeforeWhatIsExpected() {
		for (long seed = 1; seed <= 200; seed++) {
			Schedule schedule = liveness(seed);
			assertThat(schedule.faults())
				.allMatch((timed) -> timed.over(schedule.millis()) <= schedule.millis() - 80_000);
			assertThat(schedule.expectations()).first()
				.satisfies((expected) -> assertThat(expected.expectation()).isInstanceOf(Moment.Agreed.class));
		}
	}

	@Test
	void whereFewAreFaultyNoOtherOneMayBeDowned() {
		assertThat(LongStream.rangeClosed(1, 50).mapToObj(RandomSchedulesTests::liveness))
			.anyMatch((schedule) -> schedule.expectations()
				.stream()
				.anyMatch((expected) -> expected.expectation() instanceof Always.NeverDown));
	}

	private static Schedule safety(long seed) {
		return RandomSchedules.safety("random", seed, 0, RandomSchedules.MILLIS);
	}

	private static Schedule liveness(long seed) {
		return RandomSchedules.liveness("random-liveness", seed, 0, RandomSchedules.MILLIS);
	}

}
