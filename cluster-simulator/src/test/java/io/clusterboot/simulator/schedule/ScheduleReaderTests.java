package io.clusterboot.simulator.schedule;

import java.util.List;
import java.util.Map;

import io.clusterboot.api.Evidence;
import io.clusterboot.simulator.schedule.NetworkFault.Direction;
import io.clusterboot.simulator.schedule.NetworkFault.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ScheduleReader} and {@link ScheduleWriter}.
 */
class ScheduleReaderTests {

	private static final String EVERYTHING = """
			name: everything
			description: One of each
			nodes: 10
			sizes: [20, 100]
			seed-nodes: "[0-1]"
			started: "[0-8]"
			started-scatter: 50ms
			minutes: 5
			measure-from: 10s
			measure-until: 20s
			wire: false
			settings:
			  cluster:
			    downing: { strategy: none }
			  cluster.failure-detector.heartbeat-interval: 500ms
			settings-of:
			  - nodes: 3
			    seed-nodes: 0
			    settings: { cluster.roles: "web,worker" }
			groups:
			  sick: random 10%
			  well: not sick
			faults:
			  - start: 9
			    at: 5s
			  - crash: sick
			    over: 2s
			    at: 10s
			    every: 1m
			    times: 3
			  - restart: [4-5, 7]
			    after: 300ms
			    leaves: true
			    at: 20s
			  - leave: 6
			    scatter: 100ms
			    at: 30s
			  - down: 7
			    by: leader
			    at: 40s
			  - pause: 8
			    at: 50s
			    for: 5s
			  - slow: 1
			    per-input: 20ms
			    at: 50s
			    for: 5s
			  - stall: well
			    min: 500ms
			    max: 5s
			    min-gap: 1s
			    max-gap: 4s
			    at: 50s
			  - clock-jump: all
			    by: -1h
			    at: 50s
			  - replay: removed
			    at: 50s
			  - cut: "[0%-40%]"
			    at: 60s
			    for: 10s
			    every: 20s
			  - loss: sick
			    with: seeds
			    direction: out
			    rate: 12.5%
			    at: 60s
			  - delay: all
			    min: 10ms
			    max: 2s
			    at: 60s
			  - resets: random 2 of not [0-4]
			    mean: 20s
			    at: 60s
			  - slow-receiver: 2
			    bytes-per-second: 1KB
			    at: 60s
			expectations:
			  - agreed: running except sick
			    at: 20s
			    within: 5s
			  - members: 9
			    at: 20s
			  - members: "[0-8]"
			    at: 20s
			  - up: all
			    at: 20s
			  - removed: 6
			    at: end
			    within: 10s
			  - stopped: 6
			    at: end
			  - unreachable: none
			    at: 20s
			  - suspected: 1
			    evidence: link
			    at: 20s
			  - clusters: 1
			    at: end
			  - survivors: at most 1
			    of: [sick, well]
			    at: end
			  - statuses: [UP, weakly-up]
			    of: 1
			    at: end
			  - never-unreachable: well
			    seen-by: well
			  - never-down: well
			    from: 10s
			    until: 1m
			  - downed: 7
			  - downed-at-most: 2
			    of: all
			  - accuses-nobody: 8
			  - batches: 1
			    of: sick
			  - leaderless: 5s
			  - agreement: 5s
			  - detection: 6s
			  - queue: 1MB
			  - sizes: 20
			  - false-positives: 0
			""";

	@Test
	void everyKindOfFaultAndExpectationIsReadAndWrittenAgain() {
		Schedule schedule = ScheduleReader.read(EVERYTHING);
		assertThat(schedule.faults()).hasSize(15);
		assertThat(schedule.expectations()).hasSize(23);
		String written = ScheduleWriter.write(schedule);
		assertThat(ScheduleReader.read(written)).as(written).isEqualTo(schedule);
	}

	@Test
	void whatIsWrittenIsWhatIsRead() {
		Schedule schedule = ScheduleReader.read(EVERYTHING);
		assertThat(schedule.millis()).isEqualTo(300_000);
		assertThat(schedule.measureFrom()).isEqualTo(10_000);
		assertThat(schedule.measureUntil()).isEqualTo(20_000);
		assertThat(schedule.startSpread()).isEqualTo(new Spread(50, true));
		assertThat(schedule.settings()).isEqualTo(
				Map.of("cluster.downing.strategy", "none", "cluster.failure-detector.heartbeat-interval", "500ms"));
		assertThat(schedule.settingsOf()).containsExactly(
				new SettingsOf(new Selector("3"), new Selector("0"), Map.of("cluster.roles", "web,worker")));
		assertThat(schedule.faults())
			.contains(
					new TimedFault(new NodeFault.Crash(new Selector("sick"), new Spread(2000, false)), 10_000, 0,
							60_000, 3),
					TimedFault.once(new NodeFault.Restart(new Selector("[4-5, 7]"), 300, true, Spread.NONE), 20_000, 0),
					TimedFault.once(
							new NetworkFault.Loss(
									new Traffic(new Selector("sick"), new Selector("seeds"), Direction.OUT), 0.125),
							60_000, 0));
		assertThat(schedule.expectations()).contains(
				Expected.at(new Moment.Agreed(new Selector("running except sick")), 20_000, 5000),
				Expected.at(new Moment.Suspected(new Selector("1"), Evidence.LINK), 20_000, 0),
				new Expected(new Always.NeverDown(new Selector("well")), 10_000, 0, 60_000),
				Expected.at(new Moment.Survivors(0, 1, List.of(new Selector("sick"), new Selector("well"))),
						Expected.END, 0));
	}

	@Test
	void whatIsNotSaidHasADefault() {
		Schedule schedule = ScheduleReader.read("name: small");
		assertThat(schedule).isEqualTo(Schedule.quiet("small", 5, 60_000));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			crash: 1, at: 5x                       | line 4: at: '5x' is no duration
			crash: 1                               | line 4: 'at' is missing
			crash: 7, at: 5s                       | line 4: node 7 of '7' does not exist, there are 5
			crash: sick, at: 5s                    | line 4: 'sick' is neither one of
			crash: '[3-1]', at: 5s                 | line 4: crash: '3-1' in [3-1] is neither a number
			crash: 1, at: 5s, colour: red          | line 4: 'colour' is unknown here
			crash: 1, at: 5s, for: 2s              | line 4: 'crash' happens at one moment
			crash: 1, leave: 1, at: 5s             | line 4: one item is one fault
			explode: 1, at: 5s                     | line 4: no fault among [explode, at]
			cut: 1, at: 5s, direction: up          | line 4: direction: 'up' is none of [both, out, in]
			cut: 1, at: 5s, for: 9s, every: 5s     | line 4: what is repeated needs a 'for'
			cut: 1, at: 5s, times: 5               | line 4: 'times' needs 'every'
			loss: 1, at: 5s, rate: 120%            | line 4: rate: '120%' is no share between 0% and 100%
			loss: 1, at: 5s                        | line 4: 'rate' is missing
			delay: 1, at: 5s, min: 2s, max: 1s     | line 4: the least, 2s, is more than the most, 1s
			pause: 1, at: -5s                      | line 4: at: '-5s' must not be negative
			pause: 1, at: 2m                       | comes at 2m, but the run takes only 1m
			crash: '', at: 5s                      | line 4: 'crash' needs a value
			restart: 1, at: 5s, over: 1s, scatter: 1s | line 4: 'over' (in order) and 'scatter' (random) exclude
			slow-receiver: 1, at: 5s, bytes-per-second: fast | line 4: bytes-per-second: 'fast' is no size
			""", quoteCharacter = '"')
	void aWrongFaultIsToldWithItsLine(String fault, String message) {
		String yaml = "name: wrong\nnodes: 5\nfaults:\n  - { " + fault + " }\n";
		assertThatExceptionOfType(InvalidScheduleException.class).isThrownBy(() -> ScheduleReader.read(yaml))
			.withMessageContaining(message.trim());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			agreed: all                            | line 4: 'at' is missing
			agreed: others, at: 5s                 | line 4: 'others' means the other end of a fault
			agreed: all, at: 2m                    | comes at 2m, but the run takes only 1m
			clusters: many, at: 5s                 | line 4: clusters: 'many' is no number
			survivors: 1, at: 5s                   | line 4: 'survivors' needs 'of' with the sides
			statuses: [HAPPY], of: 1, at: 5s       | line 4: statuses: 'HAPPY' is none of [joining
			suspected: 1, evidence: rumour, at: 1s | line 4: evidence: 'rumour' is none of [link
			happy: all, at: 5s                     | line 4: no expectation among [happy, at]
			never-down: all, at: 5s                | line 4: 'at' is unknown here
			""", quoteCharacter = '"')
	void aWrongExpectationIsToldWithItsLine(String expectation, String message) {
		String yaml = "name: wrong\nnodes: 5\nexpectations:\n  - { " + expectation + " }\n";
		assertThatExceptionOfType(InvalidScheduleException.class).isThrownBy(() -> ScheduleReader.read(yaml))
			.withMessageContaining(message.trim());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			nodes: 5                                        | line 1: 'name' is missing
			name: x\\nname: y                               | line 2
			name: x\\nnodes: 0                              | 'nodes' must be between 1 and 20000
			name: x\\nduration: 0s                          | 'duration' must be more than 0
			name: x\\nmeasure-from: 9s\\nmeasure-until: 9s  | 'measure-until' must be later than 'measure-from'
			name: x\\nfaults: crash                         | line 2: 'faults' is a list
			name: x\\nfaults: [crash]                       | line 2: an item of 'faults' is a mapping
			name: x\\nsettings: none                        | line 2: 'settings' is a mapping
			name: x\\nsettings: {cluster.colour: red}       | line 2: cluster.colour: there is no such setting
			name: x\\nsettings: {cluster.min-members: many} | line 2: cluster.min-members: 'many' is no number
			name: x\\nwire: perhaps                         | line 2: wire: 'perhaps' is neither true nor false
			name: x\\nspeed: 5                              | line 2: 'speed' is unknown here
			name: [x                                        | no YAML
			- just a list                                   | a schedule is a mapping
			""", quoteCharacter = '"')
	void aWrongScheduleIsToldWithItsLine(String yaml, String message) {
		assertThatExceptionOfType(InvalidScheduleException.class)
			.isThrownBy(() -> ScheduleReader.read(yaml.trim().replace("\\n", "\n")))
			.withMessageContaining(message.trim());
	}

	@Test
	void aSmallerClusterThatLacksANodeIsRefused() {
		Schedule schedule = ScheduleReader.read("name: x\nnodes: 10\nfaults:\n  - {crash: 9, at: 5s}\n");
		assertThatExceptionOfType(InvalidScheduleException.class).isThrownBy(() -> schedule.withNodes(5))
			.withMessageContaining("node 9 of '9' does not exist, there are 5");
		assertThat(schedule.withNodes(100).seedNodes()).isEqualTo(new Selector("[0-2]"));
	}

	@Test
	void aLaterSettingWinsHoweverItIsWritten() {
		Schedule schedule = ScheduleReader.read("name: x\nsettings: {cluster.downing.stable-after: 5s}")
			.withSettings(Map.of("cluster.downing.stableAfter", "9s"));
		assertThat(schedule.settings()).isEqualTo(Map.of("cluster.downing.stableAfter", "9s"));
	}

}
