package io.clusterboot.detection;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The observer's watchdog on itself.
 */
class PauseGuardTests {

	private static final long QUIET = 1000;

	private final PauseGuard guard = new PauseGuard(QUIET, 0);

	@Test
	void whoComesInTimePausedNever() {
		assertThat(this.guard.observe(1000, 1000)).isZero();
		assertThat(this.guard.observe(1500, 2000)).isZero();
		assertThat(this.guard.quietUntil()).isZero();
	}

	@Test
	void aBusyMachineIsALittleLate() {
		assertThat(this.guard.observe(1200, 1000)).isZero();
		assertThat(this.guard.quietUntil()).isZero();
	}

	@Test
	void latenessBeyondTheToleranceIsAPause() {
		assertThat(this.guard.observe(1201, 1000)).isEqualTo(201);
		assertThat(this.guard.quietUntil()).isEqualTo(2201);
	}

	@Test
	void aLongPauseMakesALongQuietUpToThreeSeconds() {
		assertThat(this.guard.observe(3000, 1000)).isEqualTo(2000);
		assertThat(this.guard.quietUntil()).isEqualTo(5000);
		assertThat(this.guard.observe(63_000, 3000)).isEqualTo(60_000);
		assertThat(this.guard.quietUntil()).isEqualTo(66_000);
	}

	@Test
	void aNodeThatHadNothingToDoDidNotPause() {
		assertThat(this.guard.observe(1_000_000, Long.MAX_VALUE)).isZero();
		assertThat(this.guard.quietUntil()).isZero();
	}

	@Test
	void aTaskThatWasDueBeforeTheLastRunCountsFromThatRun() {
		assertThat(this.guard.observe(1000, 1000)).isZero();
		assertThat(this.guard.observe(1100, 500)).isZero();
		assertThat(this.guard.observe(1500, 500)).isEqualTo(400);
	}

	@Test
	void aShortPauseDoesNotShortenTheQuietAfterALongOne() {
		this.guard.observe(4000, 0);
		this.guard.observe(4300, 4000);
		assertThat(this.guard.quietUntil()).isEqualTo(7000);
	}

	@Property(tries = 500)
	void aPauseIsNeverLongerThanTheTimeThatWentBy(@ForAll @LongRange(min = 0, max = 100_000) long first,
			@ForAll @LongRange(min = 0, max = 100_000) long elapsed,
			@ForAll @LongRange(min = 0, max = 300_000) long due) {
		PauseGuard own = new PauseGuard(QUIET, 0);
		own.observe(first, first);
		long pause = own.observe(first + elapsed, due);
		assertThat(pause).isBetween(0L, elapsed);
		assertThat(own.quietUntil() <= first + elapsed).isEqualTo(pause == 0);
	}

}
