package io.clusterboot.simulator.schedule;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Writes a schedule as YAML that {@link ScheduleReader} reads as the same schedule.
 */
public final class ScheduleWriter {

	private static final YAMLMapper MAPPER = YAMLMapper.builder()
		.disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
		.disable(YAMLWriteFeature.SPLIT_LINES)
		.enable(YAMLWriteFeature.MINIMIZE_QUOTES)
		.enable(YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
		.build();

	private ScheduleWriter() {
	}

	/**
	 * Writes a schedule.
	 * @param schedule the schedule
	 * @return YAML
	 */
	public static String write(Schedule schedule) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("name", schedule.name());
		if (!schedule.description().isEmpty()) {
			fields.put("description", schedule.description());
		}
		fields.put("nodes", schedule.nodes());
		if (!schedule.sizes().isEmpty()) {
			fields.put("sizes", schedule.sizes());
		}
		fields.put("seed-nodes", schedule.seedNodes().text());
		if (!schedule.started().equals(Selector.ALL)) {
			fields.put("started", schedule.started().text());
		}
		if (schedule.startSpread().millis() > 0) {
			fields.put(schedule.startSpread().random() ? "started-scatter" : "started-over",
					Quantities.duration(schedule.startSpread().millis()));
		}
		fields.put("duration", Quantities.duration(schedule.millis()));
		if (schedule.measureFrom() > 0) {
			fields.put("measure-from", Quantities.duration(schedule.measureFrom()));
		}
		if (schedule.measureUntil() > 0) {
			fields.put("measure-until", Quantities.duration(schedule.measureUntil()));
		}
		if (!schedule.wire()) {
			fields.put("wire", false);
		}
		lists(schedule, fields);
		return MAPPER.writeValueAsString(fields);
	}

	private static void lists(Schedule schedule, Map<String, Object> fields) {
		if (!schedule.settings().isEmpty()) {
			fields.put("settings", schedule.settings());
		}
		if (!schedule.settingsOf().isEmpty()) {
			fields.put("settings-of", schedule.settingsOf().stream().map(ScheduleWriter::settingsOf).toList());
		}
		if (!schedule.groups().isEmpty()) {
			Map<String, String> groups = new LinkedHashMap<>();
			schedule.groups().forEach((name, selector) -> groups.put(name, selector.text()));
			fields.put("groups", groups);
		}
		if (!schedule.faults().isEmpty()) {
			fields.put("faults", schedule.faults().stream().map(Faults::write).toList());
		}
		if (!schedule.expectations().isEmpty()) {
			fields.put("expectations", schedule.expectations().stream().map(Expectations::write).toList());
		}
	}

	private static Map<String, Object> settingsOf(SettingsOf of) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("nodes", of.nodes().text());
		if (of.seedNodes() != null) {
			fields.put("seed-nodes", of.seedNodes().text());
		}
		if (!of.settings().isEmpty()) {
			fields.put("settings", of.settings());
		}
		return fields;
	}

}
