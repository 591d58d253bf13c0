package io.clusterboot.benchmarks.start;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what needs no start of an application.
 */
class ApplicationStartCommandTests {

	@Test
	void missingJarsAreReportedWithTheModuleThatBuildsThem(@TempDir Path empty) {
		StringWriter err = new StringWriter();
		int exit = new CommandLine(new ApplicationStartCommand()).setErr(new PrintWriter(err))
			.execute("--jars", empty.toString());
		assertThat(exit).isNotZero();
		assertThat(err.toString()).contains("cluster-benchmarks/application-start");
	}

	@Test
	void onlyTheVariantThatJoinsIsToldOfTheSeed() {
		assertThat(Variant.seed.arguments(7946)).contains("--cluster.seed-nodes=127.0.0.1:7946");
		assertThat(Variant.starter.arguments(7946)).noneMatch((argument) -> argument.contains("seed"));
		assertThat(Variant.plain.jar()).isNotEqualTo(Variant.starter.jar());
		assertThat(Variant.seed.jar()).isEqualTo(Variant.starter.jar());
	}

	@Test
	void aStartTakesItsFiguresFromBothReports() {
		JsonNode start = JsonMapper.shared().readTree("{\"startMillis\":1,\"cpuMillis\":2,\"mainCpuMillis\":3}");
		JsonNode holdings = JsonMapper.shared()
			.readTree("{\"heapKib\":4,\"classesAndCodeKib\":5,\"classes\":6,\"threads\":7}");
		Start read = Start.of(Variant.plain, start, holdings);
		assertThat(read).isEqualTo(new Start(Variant.plain, 1, 2, 3, 4, 5, 6, 7));
		assertThat(Start.MEASURES.values()).extracting((measure) -> measure.applyAsLong(read))
			.containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L);
	}

}
