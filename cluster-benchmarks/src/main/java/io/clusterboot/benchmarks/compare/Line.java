package io.clusterboot.benchmarks.compare;

import java.util.Locale;

import io.clusterboot.benchmarks.membership.MeasuredSystem;
import io.clusterboot.benchmarks.membership.Measure;
import io.clusterboot.benchmarks.membership.Profile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One result: what a run tells of one measure.
 *
 * @param run the run
 * @param measure the measure
 * @param json all that was told
 */
record Line(Run run, Measure measure, ObjectNode json) {

	private static final String NOT_WITHIN = "notWithinSeconds";

	private static final String FAILED = "failed";

	/**
	 * Takes a result from a run.
	 * @param run the run
	 * @param told what it told
	 * @return the result, which names its round
	 */
	static Line of(Run run, ObjectNode told) {
		ObjectNode json = JsonNodeFactory.instance.objectNode().put("round", run.round());
		json.setAll(told);
		return of(json);
	}

	/**
	 * Makes a result of a measure that a run owes.
	 * @param run the run
	 * @param measure the measure
	 * @param reason why there is none
	 * @return the result
	 */
	static Line failed(Run run, Measure measure, String reason) {
		ObjectNode json = JsonNodeFactory.instance.objectNode()
			.put("round", run.round())
			.put("system", run.system().toString())
			.put("profile", run.setting().profile().toString())
			.put("nodes", run.setting().nodes())
			.put("measure", measure.toString())
			.put(FAILED, reason);
		if (run.setting().busy()) {
			json.put("busy", true);
		}
		return of(json);
	}

	/**
	 * Reads a result that was stored.
	 * @param json what was stored
	 * @return the result
	 * @throws IllegalArgumentException if it is none
	 */
	static Line of(ObjectNode json) {
		Setting setting = new Setting(json.required("nodes").intValue(), named(Profile.class, json, "profile"),
				json.path("busy").booleanValue(false));
		Run run = new Run(json.required("round").intValue(), setting, named(MeasuredSystem.class, json, "system"));
		return new Line(run, named(Measure.class, json, "measure"), json);
	}

	private static <E extends Enum<E>> E named(Class<E> type, ObjectNode json, String field) {
		return Enum.valueOf(type, json.required(field).asString().toUpperCase(Locale.ROOT));
	}

	/**
	 * What this says of a figure of its measure.
	 * @param figure the figure
	 * @return the outcome; a failure where nothing is said
	 */
	Outcome outcome(Figure figure) {
		JsonNode value = this.json.path(figure.field());
		if (value.isNumber()) {
			return Outcome.measured(value.doubleValue() / figure.divisor());
		}
		JsonNode limit = this.json.path(NOT_WITHIN);
		return limit.isNumber() ? Outcome.beyond(limit.doubleValue()) : Outcome.FAILED;
	}

	/** Whether it was given up, or nothing came of it. */
	boolean isFailure() {
		return this.json.has(NOT_WITHIN) || this.json.has(FAILED);
	}

	/**
	 * What happened, for people.
	 * @return a few words
	 */
	String summary() {
		StringBuilder text = new StringBuilder(this.measure.toString());
		if (this.json.has(FAILED)) {
			return text.append(" failed: ").append(this.json.get(FAILED).asString()).toString();
		}
		if (this.json.has(NOT_WITHIN)) {
			text.append(" not within ").append(this.json.get(NOT_WITHIN).asString()).append(" s");
			if (this.json.has("formed")) {
				text.append(" (complete at ").append(this.json.get("formed").asString()).append(" nodes)");
			}
			return text.toString();
		}
		for (Figure figure : Figure.of(this.measure)) {
			text.append(' ').append(figure.format(outcome(figure))).append(' ').append(figure.unit()).append(',');
		}
		text.setLength(text.length() - 1);
		return text.toString();
	}

}
