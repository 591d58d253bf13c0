package io.clusterboot.benchmarks.scale;

import java.util.List;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/**
 * What one run of the simulator's scenario {@code scale} showed. Times are virtual ms.
 *
 * @param nodes how many nodes there were
 * @param formationMillis from the first start until all agreed
 * @param joinMillis from the start of one more node until all agreed
 * @param detectionMillis from the crash of 1 % until the last node had noticed the last
 * of them
 * @param removalMillis from that crash until all agreed that they are gone
 * @param framesPerNodePerSecond what an idle node sent
 * @param bytesPerNodePerSecond the same in bytes
 */
record ScaleRun(int nodes, double formationMillis, double joinMillis, double detectionMillis, double removalMillis,
		double framesPerNodePerSecond, double bytesPerNodePerSecond) {

	/**
	 * Reads the result of a run.
	 * @param result the simulator's JSON
	 * @return what it showed
	 * @throws IllegalArgumentException if it is of another scenario, or not all went well
	 */
	static ScaleRun of(JsonNode result) {
		if (!result.path("scenario").asString("").equals("scale") || !result.path("passed").asBoolean(false)) {
			throw new IllegalArgumentException("No run of 'scale' that passed: " + result);
		}
		List<JsonNode> starts = incidents(result, "start");
		List<JsonNode> crashes = incidents(result, "crash");
		if (starts.size() != 2 || crashes.size() != 1) {
			throw new IllegalArgumentException("Not one formation, one join and one crash: " + result);
		}
		JsonNode crash = crashes.get(0);
		return new ScaleRun((int) number(result, "nodes"), number(starts.get(0), "agreementMillis"),
				number(starts.get(1), "agreementMillis"), number(crash, "detectionMillis"),
				number(crash, "agreementMillis"), number(result, "framesPerNodePerSecond"),
				number(result, "bytesPerNodePerSecond"));
	}

	private static List<JsonNode> incidents(JsonNode result, String what) {
		return StreamSupport.stream(result.path("incidents").spliterator(), false)
			.filter((incident) -> incident.path("what").asString("").equals(what))
			.toList();
	}

	private static double number(JsonNode node, String name) {
		JsonNode value = node.path(name);
		if (!value.isNumber()) {
			throw new IllegalArgumentException("No number '" + name + "' in " + node);
		}
		return value.doubleValue();
	}

}
