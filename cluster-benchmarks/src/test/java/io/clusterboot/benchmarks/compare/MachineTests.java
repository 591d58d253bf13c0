package io.clusterboot.benchmarks.compare;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Machine}.
 */
class MachineTests {

	@Test
	void theFirstValueOfANameIsFound() {
		List<String> lines = List.of("processor\t: 0", "model name\t: One: CPU", "model name\t: Other");
		assertThat(Machine.value(lines, "model name", ":")).hasValue("One: CPU");
		assertThat(Machine.value(lines, "model", ":")).isEmpty();
		assertThat(Machine.value(List.of("NAME=\"a\"", "PRETTY_NAME=\"A 1\""), "PRETTY_NAME", "=")).hasValue("A 1");
	}

	@Test
	void thisMachineIsDescribed() throws IOException {
		Machine machine = Machine.here();
		assertThat(machine.cores()).isPositive();
		assertThat(machine.memoryMib()).isPositive();
		assertThat(machine.toString()).contains(" cores (", " GiB of memory, ", "kernel ",
				System.getProperty("java.runtime.version"));
	}

}
