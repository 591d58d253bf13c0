package io.clusterboot.simulator.cli;

import java.util.LinkedHashMap;
import java.util.Map;

import io.clusterboot.simulator.run.Percentiles;
import io.clusterboot.simulator.run.Result;
import io.clusterboot.simulator.run.Violation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A result as one line of JSON. The names are a contract: tools read them.
 */
final class ResultJson {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private ResultJson() {
	}

	static String of(Result result) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("scenario", result.scenario());
		fields.put("nodes", result.nodes());
		fields.put("seed", result.seed());
		fields.put("passed", result.passed());
		fields.put("violations", result.violations().stream().map(Violation::toString).toList());
		fields.put("virtualSeconds", result.virtualSeconds());
		fields.put("wallSeconds", result.wallSeconds());
		fields.put("events", result.events());
		fields.put("detectionMillis", percentiles(result.detectionMillis()));
		fields.put("agreementMillis", percentiles(result.agreementMillis()));
		fields.put("incidents", result.incidents());
		fields.put("falsePositives", result.falsePositives());
		fields.put("bytesPerNodePerSecond", result.bytesPerNodePerSecond());
		fields.put("framesPerNodePerSecond", result.framesPerNodePerSecond());
		fields.put("maxQueueBytes", result.maxQueueBytes());
		fields.put("distinctSizesSeen", result.distinctSizesSeen());
		fields.put("hash", result.hash());
		return MAPPER.writeValueAsString(fields);
	}

	private static Map<String, @Nullable Object> percentiles(Percentiles percentiles) {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		fields.put("p50", percentiles.p50());
		fields.put("p99", percentiles.p99());
		fields.put("max", percentiles.max());
		return fields;
	}

}
