package io.clusterboot.detection;

import java.time.Duration;
import java.util.Random;

import io.clusterboot.api.FailureDetectorSettings;
import io.clusterboot.api.ReachabilityRule;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * The phi accrual failure detector.
 */
class PhiAccrualTests {

	private static final FailureDetectorSettings DEFAULT = FailureDetectorSettings.DEFAULT;

	private static final Duration PAUSE = DEFAULT.acceptablePause();

	@Test
	void aSubjectThatWasNeverHeardIsSuspectedAfterFiveSeconds() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 1000);
		assertThat(suspicionAfter(phi, 1000)).isBetween(5200L, 5350L);
	}

	@Test
	void aRegularSubjectIsSuspectedFourAndAHalfSecondsAfterItsLastSignOfLife() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		long now = beats(phi, 0, 200, 1000);
		assertThat(suspicionAfter(phi, now)).isBetween(4500L, 4550L);
	}

	@Test
	void jitterOfATenthStaysWithinTheKnownFigures() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		Random random = new Random(7);
		long now = 0;
		for (int i = 0; i < 300; i++) {
			now += 900 + random.nextInt(201);
			phi.heartbeat(now);
			assertThat(suspicionAfter(phi, now)).isBetween(4450L, 5350L);
		}
	}

	@Test
	void otherFramesBetweenTheHeartbeatsDoNotHideTheirRhythm() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		long now = 0;
		for (int i = 0; i < 200; i++) {
			phi.touch(now + 300);
			now += 1000;
			// every frame is a sign of life before it is known to be an answer to a probe
			phi.touch(now);
			phi.heartbeat(now);
		}
		assertThat(suspicionAfter(phi, now)).isBetween(4500L, 4550L);
	}

	@Test
	void anIrregularSubjectIsGivenMoreTime() {
		PhiAccrual regular = new PhiAccrual(DEFAULT, 0);
		PhiAccrual irregular = new PhiAccrual(DEFAULT, 0);
		long now = beats(regular, 0, 100, 1000);
		for (int i = 0; i < 50; i++) {
			irregular.heartbeat(2000 * i + 600);
			irregular.heartbeat(2000 * i + 2000);
		}
		assertThat(irregular.last()).isEqualTo(now);
		assertThat(irregular.suspicionAt(3000)).isGreaterThan(regular.suspicionAt(3000) + 500);
	}

	@Test
	void whatAFewSlowProbesTaughtIsForgotten() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		long now = beats(phi, 0, 10, 3000);
		assertThat(suspicionAfter(phi, now)).isGreaterThan(6000);
		now = beats(phi, now, 200, 1000);
		assertThat(suspicionAfter(phi, now)).isBetween(4500L, 4550L);
	}

	@Test
	void probesInAHurryAndLongSilencesTeachNothing() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		long now = beats(phi, 0, 100, 1000);
		now = beats(phi, now, 50, 200);
		now = beats(phi, now, 3, 60_000);
		assertThat(suspicionAfter(phi, now)).isBetween(4500L, 4550L);
	}

	@Test
	void anySignOfLifeMovesTheSuspicion() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		long now = beats(phi, 0, 100, 1000);
		long before = phi.suspicionAt(3000);
		phi.touch(now + 700);
		assertThat(phi.last()).isEqualTo(now + 700);
		assertThat(phi.suspicionAt(3000)).isEqualTo(before + 700);
		phi.touch(now + 100);
		assertThat(phi.last()).isEqualTo(now + 700);
	}

	@Test
	void anOwnPauseIsForgiven() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		long now = beats(phi, 0, 100, 1000);
		long before = phi.suspicionAt(3000);
		phi.forgive(20_000, now + 20_500);
		assertThat(phi.suspicionAt(3000)).isEqualTo(before + 20_000);
		assertThat(phi.phi(now + 20_500, PAUSE)).isLessThan(1);
	}

	@Test
	void aForgivenPauseIsNoPartOfTheRhythm() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		long now = beats(phi, 0, 100, 1000);
		phi.forgive(2500, now + 3000);
		phi.heartbeat(now + 3500);
		assertThat(suspicionAfter(phi, now + 3500)).isBetween(4500L, 4550L);
	}

	@Test
	void moreIsNeverForgivenThanWasSilent() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		phi.forgive(20_000, 5000);
		assertThat(phi.last()).isEqualTo(5000);
	}

	/** The tail of the normal distribution: phi 8 lies 5.6 deviations beyond the mean. */
	@Test
	void phiIsCloseToTheTailOfTheNormalDistribution() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		long now = beats(phi, 0, 200, 1000);
		// deviation 100 ms, the least one
		assertThat(phi.phi(now + 1000, Duration.ZERO)).isCloseTo(0.301, within(0.001));
		assertThat(phi.phi(now + 1100, Duration.ZERO)).isCloseTo(0.7995, within(0.01));
		assertThat(phi.phi(now + 1200, Duration.ZERO)).isCloseTo(1.643, within(0.01));
		assertThat(phi.phi(now + 1300, Duration.ZERO)).isCloseTo(2.869, within(0.1));
		assertThat(phi.phi(now + 600, Duration.ZERO)).isCloseTo(0, within(0.001));
	}

	@Test
	void phiIsNeverNotANumber() {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		assertThat(phi.phi(1_000_000_000, Duration.ZERO)).isPositive().isNotNaN();
		assertThat(phi.phi(0, Duration.ofDays(1))).isGreaterThanOrEqualTo(0).isNotNaN();
	}

	@Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
	void phiGrowsWithTheSilence(@ForAll long seed, @ForAll @IntRange(max = 100) int beats,
			@ForAll @LongRange(min = 0, max = 20_000) long silence, @ForAll @LongRange(min = 1, max = 5000) long more) {
		PhiAccrual phi = new PhiAccrual(DEFAULT, 0);
		long now = randomBeats(phi, seed, beats);
		double before = phi.phi(now + silence, PAUSE);
		assertThat(phi.phi(now + silence + more, PAUSE)).isGreaterThanOrEqualTo(before);
		assertThat(phi.phi(now + silence, PAUSE.plusMillis(more))).isLessThanOrEqualTo(before);
	}

	@Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
	void theSuspicionIsWherePhiCrossesTheThreshold(@ForAll long seed, @ForAll @IntRange(max = 200) int beats,
			@ForAll @DoubleRange(min = 1, max = 16) double threshold,
			@ForAll @LongRange(min = 0, max = 10_000) long pause) {
		PhiAccrual phi = new PhiAccrual(new FailureDetectorSettings(Duration.ofSeconds(1), threshold,
				Duration.ofMillis(pause), Duration.ofMillis(100), 10, ReachabilityRule.VERDICT, true), 0);
		randomBeats(phi, seed, beats);
		long at = phi.suspicionAt(pause);
		assertThat(phi.phi(at, Duration.ofMillis(pause))).isGreaterThanOrEqualTo(threshold - 1e-6);
		assertThat(phi.phi(at - 1, Duration.ofMillis(pause))).isLessThan(threshold + 1e-6);
	}

	@Property(tries = 100)
	void theSuspicionFollowsTheLastBeatsOnly(@ForAll long seed) {
		PhiAccrual longAgo = new PhiAccrual(DEFAULT, 0);
		long now = randomBeats(longAgo, seed, 150);
		PhiAccrual young = new PhiAccrual(DEFAULT, now);
		long end = beats(longAgo, now, 64, 1100);
		beats(young, now, 64, 1100);
		assertThat(longAgo.suspicionAt(3000)).isEqualTo(young.suspicionAt(3000));
		assertThat(longAgo.last()).isEqualTo(end);
	}

	private static long suspicionAfter(PhiAccrual phi, long last) {
		return phi.suspicionAt(PAUSE.toMillis()) - last;
	}

	private static long beats(PhiAccrual phi, long from, int count, long interval) {
		for (int i = 1; i <= count; i++) {
			phi.heartbeat(from + i * interval);
		}
		return from + count * interval;
	}

	private static long randomBeats(PhiAccrual phi, long seed, int count) {
		Random random = new Random(seed);
		long now = 0;
		for (int i = 0; i < count; i++) {
			now += random.nextInt(3000);
			phi.heartbeat(now);
		}
		return now;
	}

}
