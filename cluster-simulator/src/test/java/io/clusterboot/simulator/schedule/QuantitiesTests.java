package io.clusterboot.simulator.schedule;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Quantities}.
 */
class QuantitiesTests {

	@ParameterizedTest
	@CsvSource({ "500ms, 500", "5s, 5000", "5S, 5000", "10m, 600000", "2h, 7200000", "1d, 86400000", "250, 250",
			"PT1.5S, 1500", "-1h, -3600000", "0s, 0" })
	void durationsAreReadAsSpringBootDoes(String text, long millis) {
		assertThat(Quantities.millis(text)).isEqualTo(millis);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 999, 1000, 20_003, 60_000, 90_000, 3_600_000, -3_600_000, -1 })
	void aWrittenDurationIsReadAgain(long millis) {
		assertThat(Quantities.millis(Quantities.duration(millis))).isEqualTo(millis);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "5x", "s", "5 s", "1.5s", "99999999999999999999", "9223372036854775807h" })
	void whatIsNoDurationIsRefused(String text) {
		assertThatExceptionOfType(InvalidScheduleException.class).isThrownBy(() -> Quantities.millis(text));
	}

	@ParameterizedTest
	@CsvSource({ "80%, 0.8", "0.8, 0.8", "12.5%, 0.125", "0%, 0", "100%, 1", "1, 1" })
	void sharesAreReadAndWritten(String text, double share) {
		assertThat(Quantities.share(text)).isEqualTo(share);
		assertThat(Quantities.share(Quantities.share(share))).isEqualTo(share);
	}

	@ParameterizedTest
	@CsvSource({ "512, 512", "512B, 512", "1KB, 1024", "2mb, 2097152", "1GB, 1073741824" })
	void sizesAreRead(String text, long bytes) {
		assertThat(Quantities.bytes(text)).isEqualTo(bytes);
	}

}
