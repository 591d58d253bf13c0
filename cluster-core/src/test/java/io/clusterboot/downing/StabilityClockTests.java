package io.clusterboot.downing;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * How long a split has stood unchanged.
 */
class StabilityClockTests {

	private static final DowningSettings TEN_SECONDS = new DowningSettings(DowningMode.KEEP_MAJORITY, null,
			Duration.ofSeconds(10), Duration.ofSeconds(2));

	private static final int SIZE = 5;

	private final StabilityClock clock = new StabilityClock(TEN_SECONDS);

	@Test
	void withoutUnreachableMembersThereIsNothingToDecide() {
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(Long.MAX_VALUE);
		observe(0);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void aSplitIsDecidedOnceItWasStableForLongEnough() {
		observe(1000, 1, 2);
		observe(5000, 1, 2);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(11_000);
	}

	@Test
	void eachMemberThatFallsStartsTheTimeAnew() {
		observe(0, 1);
		observe(4000, 1, 2);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(14_000);
	}

	@Test
	void aMemberThatComesBackDoesNotResetTheClockOfTheOthers() {
		observe(0, 1, 2);
		observe(4000, 1);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(10_000);
		observe(5000);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void aMemberThatFallsAgainCountsFromItsLastFall() {
		observe(0, 1);
		observe(3000);
		observe(6000, 1);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(16_000);
	}

	@Test
	void aMemberThatFlapsHoldsNobodyUp() {
		observe(0, 1);
		for (int fall = 1; fall <= 3; fall++) {
			observe(2000 * fall, 1, 2);
			observe(2000 * fall + 1000, 1);
		}
		observe(8000, 1, 2);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(10_000);
	}

	@Test
	void twoFallsAreNoFlapping() {
		observe(0, 1);
		observe(2000, 1, 2);
		observe(3000, 1);
		observe(4000, 1, 2);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(14_000);
	}

	@Test
	void fallsAreForgottenAfterTwoMinutes() {
		observe(0, 2);
		observe(1000);
		observe(60_000, 2);
		observe(61_000);
		observe(120_001, 1);
		observe(120_001, 1, 2);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(130_001);
	}

	@Test
	void whereAllFlapTheOneThatIsGoneForTheLongestDecides() {
		for (int fall = 0; fall < 3; fall++) {
			observe(2000 * fall, 1, 2);
			observe(2000 * fall + 1000);
		}
		observe(10_000, 1);
		observe(15_000, 1, 2);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(20_000);
	}

	@Test
	void aCrashIsDecidedSooner() {
		this.clock.observe(Map.of(Some.node(1), Evidence.CRASHED, Some.node(2), Evidence.CRASHED), SIZE, 1000);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(3000);
	}

	@Test
	void oneThatIsOnlySilentMakesItNoCrash() {
		this.clock.observe(Map.of(Some.node(1), Evidence.CRASHED, Some.node(2), Evidence.UNREACHABLE), SIZE, 1000);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(11_000);
		this.clock.observe(Map.of(Some.node(1), Evidence.CRASHED), SIZE, 4000);
		assertThat(this.clock.decisionAt(SIZE)).isEqualTo(3000);
	}

	@Test
	void aPictureMayChangeForEverByDefault() {
		observe(0, 1);
		observe(5000, 1, 2);
		assertThat(this.clock.unstableAt()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void aPictureThatKeepsChangingIsUnstableAfterTheTimeFromTheFirstChange() {
		StabilityClock clock = unstableAfterTwentySeconds();
		observe(clock, 1000, 1);
		assertThat(clock.unstableAt()).as("one fall is no instability").isEqualTo(Long.MAX_VALUE);
		observe(clock, 8000, 1, 2);
		assertThat(clock.unstableAt()).isEqualTo(21_000);
		observe(clock, 15_000, 2, 3);
		assertThat(clock.unstableAt()).isEqualTo(21_000);
		assertThat(clock.decisionAt(SIZE)).isEqualTo(25_000);
	}

	@Test
	void aDecisionEndsTheInstability() {
		StabilityClock clock = unstableAfterTwentySeconds();
		observe(clock, 1000, 1);
		observe(clock, 8000, 1, 2);
		clock.decided();
		observe(clock, 9000, 2);
		assertThat(clock.unstableAt()).isEqualTo(Long.MAX_VALUE);
		observe(clock, 12_000, 2, 3);
		assertThat(clock.unstableAt()).isEqualTo(29_000);
	}

	@Test
	void onlyQuietForAsLongAsASplitMustStandEndsTheInstability() {
		StabilityClock clock = unstableAfterTwentySeconds();
		observe(clock, 0, 1);
		observe(clock, 2000);
		assertThat(clock.unstableAt()).as("nobody is unreachable").isEqualTo(Long.MAX_VALUE);
		observe(clock, 8000, 2);
		assertThat(clock.unstableAt()).isEqualTo(20_000);
		observe(clock, 9000);
		observe(clock, 19_000, 3);
		observe(clock, 20_000, 3, 4);
		assertThat(clock.unstableAt()).isEqualTo(39_000);
	}

	@Test
	void aMemberThatFlapsMakesNoPictureUnstable() {
		StabilityClock clock = unstableAfterTwentySeconds();
		for (int fall = 0; fall < 3; fall++) {
			observe(clock, 1000 * fall, 1);
			observe(clock, 1000 * fall + 500);
		}
		observe(clock, 15_000);
		for (int second = 16; second < 60; second += 2) {
			observe(clock, 1000 * second, 1);
			assertThat(clock.unstableAt()).isEqualTo(Long.MAX_VALUE);
			observe(clock, 1000 * second + 1000);
		}
	}

	@ParameterizedTest(name = "{1} s at {0} members")
	@CsvSource({ "1, 7.0", "5, 7.0", "10, 10.0", "30, 14.78", "100, 20.0", "300, 24.77", "1000, 30.0", "10000, 30.0" })
	void withoutASettingTheSizeDecides(int members, double seconds) {
		StabilityClock bySize = new StabilityClock(DowningSettings.DEFAULT);
		bySize.observe(Map.of(Some.node(1), Evidence.UNREACHABLE), SIZE, 0);
		assertThat(bySize.decisionAt(members) / 1000.0).isCloseTo(seconds, within(0.02));
	}

	@Property(tries = 300)
	void aLargerClusterIsNeverMoreHasty(@ForAll @IntRange(min = 1, max = 20_000) int one,
			@ForAll @IntRange(min = 1, max = 20_000) int other) {
		assertThat(StabilityClock.bySize(Math.max(one, other)))
			.isGreaterThanOrEqualTo(StabilityClock.bySize(Math.min(one, other)))
			.isBetween(7000L, 30_000L);
	}

	private static StabilityClock unstableAfterTwentySeconds() {
		return new StabilityClock(DowningSettings.builder()
			.stableAfter(Duration.ofSeconds(10))
			.downAllWhenUnstable(Duration.ofSeconds(20))
			.build());
	}

	private void observe(long now, int... unreachable) {
		observe(this.clock, now, unreachable);
	}

	private static void observe(StabilityClock clock, long now, int... unreachable) {
		Map<NodeId, Evidence> evidence = new TreeMap<>();
		for (int number : unreachable) {
			evidence.put(Some.node(number), Evidence.UNREACHABLE);
		}
		clock.observe(evidence, SIZE, now);
	}

}
