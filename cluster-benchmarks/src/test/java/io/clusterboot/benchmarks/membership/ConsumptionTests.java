package io.clusterboot.benchmarks.membership;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a process has used until now.
 */
class ConsumptionTests {

	@Test
	void theCompilersHaveUsedAPartOfTheProcessorTime() throws IOException {
		Consumption now = Consumption.now();
		assertThat(now.compilerNanos()).isPositive().isLessThan(now.cpuNanos());
	}

	@Test
	void whatTheCompilersUsedIsNotTheProgramsOwn() throws IOException {
		Consumption before = new Consumption(0, 1_000_000_000, 400_000_000, 0);
		Consumption after = new Consumption(0, 4_000_000_000L, 2_400_000_000L, 0);
		assertThat(after.cpuSecondsSince(before)).isEqualTo(3);
		assertThat(after.ownCpuSecondsSince(before)).isEqualTo(1);
	}

}
