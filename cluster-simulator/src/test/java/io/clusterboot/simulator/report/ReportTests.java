package io.clusterboot.simulator.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import io.clusterboot.simulator.run.Play;
import io.clusterboot.simulator.run.Told;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.ScheduleReader;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Report}.
 */
class ReportTests {

	private static final String YAML = """
			name: "crash </script><b>"
			description: A crash & more
			nodes: 5
			duration: 40s
			faults:
			  - crash: 4
			    at: 20s
			expectations:
			  - clusters: 2
			    at: 30s
			""";

	@Test
	void thePageTellsWhatHappened() {
		JsonNode data = data(Report.html(Play.tell(ScheduleReader.read(YAML), 3), "run it again"));
		assertThat(data.get("reproduce").stringValue()).isEqualTo("run it again");
		assertThat(data.get("result").get("seed").intValue()).isEqualTo(3);
		assertThat(data.get("result").get("passed").booleanValue()).isFalse();
		assertThat(data.get("violations").get(0).get("at").longValue()).isEqualTo(30_000);
		assertThat(data.get("incidents").get(0).get("kind").stringValue()).isEqualTo("crash");
		assertThat(data.get("incidents").get(0).get("nodes").get(0).intValue()).isEqualTo(4);
		assertThat(texts(data.get("events"), "kind")).contains("up", "leader", "unreachable", "decision", "down",
				"removed");
		assertThat(texts(data.get("phases"), "status")).contains("UP", "JOINING", "STOPPED");
		assertThat(data.get("sizes")).isNotEmpty();
		assertThat(data.get("rows")).hasSize(5);
	}

	@Test
	void thePageNeedsNothingElseAndNoTextBreaksOut() {
		String page = Report.html(Play.tell(ScheduleReader.read(YAML), 3), "again");
		assertThat(page).doesNotContain("src=", "href=", "@import", "crash </script>", "@DATA@")
			.contains("prefers-color-scheme: dark");
		assertThat(data(page).get("result").get("scenario").stringValue()).isEqualTo("crash </script><b>");
	}

	@Test
	void ofManyNodesThoseAreShownThatSomethingHappenedTo() {
		Schedule schedule = ScheduleReader
			.read("name: x\nnodes: 125\nduration: 6s\nwire: false\nfaults:\n  - {crash: 124, at: 5s}\n");
		Told told = Play.tell(schedule, 1);
		JsonNode rows = data(Report.html(told, "again")).get("rows");
		assertThat(rows).hasSize(120);
		assertThat(StreamSupport.stream(rows.spliterator(), false).map(JsonNode::intValue)).contains(0, 1, 124)
			.isSorted();
	}

	private static JsonNode data(String page) {
		Matcher matcher = Pattern.compile("<script type=\"application/json\" id=\"run\">(.*?)</script>", Pattern.DOTALL)
			.matcher(page);
		assertThat(matcher.find()).isTrue();
		return JsonMapper.builder().build().readTree(matcher.group(1));
	}

	private static List<String> texts(JsonNode items, String field) {
		return StreamSupport.stream(items.spliterator(), false).map((item) -> item.get(field).stringValue()).toList();
	}

}
