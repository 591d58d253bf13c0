package io.clusterboot.benchmarks.compare;

import io.clusterboot.benchmarks.membership.MeasuredSystem;
import io.clusterboot.benchmarks.membership.Measure;
import io.clusterboot.benchmarks.membership.Profile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests of {@link Line}.
 */
class LineTests {

	private final Run run = new Run(3, new Setting(10, Profile.TUNED, true), MeasuredSystem.JGROUPS);

	@Test
	void timesAreSeconds() {
		Line line = told("\"measure\":\"formation\",\"millis\":1234,\"suspicions\":2");
		assertThat(line.outcome(Figure.FORMATION)).isEqualTo(Outcome.measured(1.234));
		assertThat(line.outcome(Figure.FORMATION_SUSPICIONS)).isEqualTo(Outcome.measured(2));
		assertThat(line.isFailure()).isFalse();
		assertThat(line.summary()).isEqualTo("formation 1.23 s, 2 suspicions");
	}

	@Test
	void whatWasGivenUpTellsItsLimit() {
		Line line = told("\"measure\":\"formation\",\"notWithinSeconds\":120,\"suspicions\":2,\"formed\":7");
		assertThat(line.outcome(Figure.FORMATION)).isEqualTo(Outcome.beyond(120));
		assertThat(line.outcome(Figure.FORMATION_SUSPICIONS)).isEqualTo(Outcome.measured(2));
		assertThat(line.isFailure()).isTrue();
		assertThat(line.summary()).isEqualTo("formation not within 120 s (complete at 7 nodes)");
	}

	@Test
	void whatFailedHasNoFigures() {
		Line line = Line.failed(this.run, Measure.IDLE, "exit code 1");
		assertThat(Figure.of(Measure.IDLE)).isNotEmpty()
			.allSatisfy((figure) -> assertThat(line.outcome(figure)).isEqualTo(Outcome.FAILED));
		assertThat(line.isFailure()).isTrue();
		assertThat(line.summary()).isEqualTo("idle failed: exit code 1");
	}

	@Test
	void theRunIsFoundAgain() {
		assertThat(Line.of(Line.failed(this.run, Measure.IDLE, "any").json()).run()).isEqualTo(this.run);
		assertThat(Line.of(told("\"measure\":\"leave\",\"millis\":1").json()).run()).isEqualTo(this.run);
	}

	@Test
	void anUnknownSystemIsNoResult() {
		ObjectNode json = told("\"measure\":\"leave\",\"millis\":1").json().put("system", "other");
		assertThatIllegalArgumentException().isThrownBy(() -> Line.of(json));
	}

	private Line told(String rest) {
		return Line.of(this.run,
				JsonMapper.shared()
					.readValue("{\"system\":\"jgroups\",\"profile\":\"tuned\",\"nodes\":10,\"busy\":true," + rest + "}",
							ObjectNode.class));
	}

}
