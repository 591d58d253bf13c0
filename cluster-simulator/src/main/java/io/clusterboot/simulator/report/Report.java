package io.clusterboot.simulator.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.simulator.run.Told;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a run as one HTML page that needs nothing else: a line for each node, members
 * over time, faults, what became known when, figures and violations.
 */
public final class Report {

	/** A page with more rows could not be read. */
	private static final int MOST_ROWS = 120;

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private Report() {
	}

	/**
	 * Makes the page.
	 * @param told what happened
	 * @param reproduce the line that shows the same again
	 * @return HTML
	 */
	public static String html(Told told, String reproduce) {
		Map<String, Object> data = new LinkedHashMap<>();
		data.put("description", told.schedule().description());
		data.put("reproduce", reproduce);
		data.put("settings", told.schedule().settings());
		data.put("result", told.result());
		data.put("violations", told.result().violations());
		List<Integer> rows = rows(told);
		data.put("rows", rows);
		data.put("incidents", told.incidents());
		data.put("phases", told.phases().stream().filter((phase) -> rows.contains(phase.node())).toList());
		data.put("events", told.events());
		data.put("sizes", told.sizes());
		// no end of the script element may stand in its text
		return template().replace("@DATA@",
				MAPPER.writeValueAsString(data).replace("</", "<\\/").replace("<!", "<\\u0021"));
	}

	/** Those that something happened to, then the first ones. */
	private static List<Integer> rows(Told told) {
		int nodes = told.result().nodes();
		Set<Integer> rows = new LinkedHashSet<>();
		if (nodes > MOST_ROWS) {
			told.events()
				.stream()
				.filter((event) -> !event.kind().equals("up"))
				.forEach((event) -> rows.add(event.node()));
			told.incidents()
				.stream()
				.filter((incident) -> incident.nodes().size() < nodes)
				.forEach((incident) -> rows.addAll(incident.nodes()));
		}
		for (int node = 0; node < nodes; node++) {
			rows.add(node);
		}
		List<Integer> shown = new ArrayList<>(rows.stream().limit(MOST_ROWS).toList());
		shown.sort(null);
		return shown;
	}

	private static String template() {
		try (InputStream stream = Report.class.getResourceAsStream("/report/report.html")) {
			if (stream == null) {
				throw new IllegalStateException("The resource /report/report.html is missing");
			}
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
