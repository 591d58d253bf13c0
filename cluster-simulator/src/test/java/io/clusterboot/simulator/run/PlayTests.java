package io.clusterboot.simulator.run;

import java.util.List;

import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.ScheduleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.withinPercentage;

/**
 * Tests for {@link Play}: what holds passes, what does not hold is told, and what is
 * measured is what happened.
 */
class PlayTests {

	private static final String FAULTS = """
			name: planted
			nodes: 5
			duration: 1m
			groups:
			  victim: 4
			faults:
			  - crash: victim
			    at: 20s
			expectations:
			""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			agreed: '[0-3]', at: 20s, within: 10s
			agreed: running, at: end
			members: 4, at: 30s
			members: '[0-3]', at: 30s
			up: '[0-3]', at: 30s
			removed: victim, at: 20s, within: 10s
			stopped: victim, at: 21s
			unreachable: victim, at: 20s, within: 1s
			unreachable: none, at: 15s
			clusters: 1, at: end
			survivors: 1, of: ['[0-3]', victim], at: 30s
			survivors: at most 1, of: ['[0-3]', victim], at: 30s
			statuses: [UP, DOWN], of: victim, at: 20100ms
			never-unreachable: not victim
			never-unreachable: victim, until: 19s
			never-unreachable: victim, seen-by: victim
			never-down: not victim
			downed: victim
			downed-at-most: 1, of: all
			accuses-nobody: victim
			batches: 1, of: victim
			leaderless: 5s, from: 10s
			agreement: 5s
			detection: 1s
			queue: 1MB
			sizes: 5
			false-positives: 0
			""", quoteCharacter = '"')
	void whatHoldsPasses(String expectation) {
		assertThat(play(expectation).violations()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					agreed: all, at: 20s, within: 5s               | not within 5s: 5 of 5 do not
					members: 5, at: 30s                            | which lists 4 members
					members: all, at: 30s                          | node 0, 1, 2 and 2 more lists others, or fewer
					up: all, at: 30s                               | node 4 is not UP everywhere
					removed: '[3-4]', at: 30s                      | node 3 is still listed
					stopped: '[3-4]', at: 30s                      | node 3 still runs
					unreachable: victim, at: 15s                   | node 0, 1, 2 and 1 more takes others, or fewer, for unreachable
					suspected: 3, at: 15s                          | node 3 is not suspected
					clusters: 2, at: end                           | there are 1
					survivors: 2, of: ['[0-3]', victim], at: 30s   | 1 sides go on: [[0-3]]
					statuses: [LEAVING], of: 3, at: 30s            | node 3 is listed nowhere, or otherwise
					never-unreachable: all                         | for unreachable
							downed: 3                                      | not downed: [3], downed without reason: [4]
					downed-at-most: 0, of: victim                  | 1 times node 4 was downed
					batches: 0, of: victim                         | in step 1
							agreement: 1ms                                 | ms took an agreement
					detection: 1ms                                 | ms took a detection
					queue: 10B                                     | bytes waited on a link
					sizes: 1                                       | sizes were seen
					""",
			quoteCharacter = '"')
	void whatDoesNotHoldIsTold(String expectation, String message) {
		Result result = play(expectation);
		assertThat(result.passed()).as(expectation).isFalse();
		assertThat(result.violations()).singleElement()
			.satisfies((violation) -> assertThat(violation.toString()).contains(message.trim()));
	}

	private static Result play(String expectation) {
		return Play.of(ScheduleReader.read(FAULTS + "  - { " + expectation + " }\n"), 1);
	}

	@Test
	void aClusterWhoseLeaderIsSilentIsLeaderless() {
		String yaml = "name: x\nfaults:\n  - {pause: 0, at: 20s, for: 10s}\nexpectations:\n  - {from: 10s, leaderless: ";
		assertThat(Play.of(ScheduleReader.read(yaml + "7s}\n"), 1).violations()).isEmpty();
		assertThat(Play.of(ScheduleReader.read(yaml + "3s}\n"), 1).violations()).singleElement()
			.satisfies((violation) -> assertThat(violation.message()).startsWith("nobody has led for"));
	}

	@Test
	void aHealthyMemberThatIsDownedIsFound() {
		String yaml = "name: x\nfaults:\n  - {down: 3, by: 1, at: 20s}\nexpectations:\n  - never-down: ";
		assertThat(Play.of(ScheduleReader.read(yaml + "not 3\n"), 1).violations()).isEmpty();
		assertThat(Play.of(ScheduleReader.read(yaml + "[3]\n"), 1).violations()).singleElement()
			.satisfies((violation) -> assertThat(violation.message()).contains("n00003:7946", "was downed"));
	}

	@Test
	void aMemberThatAccusesIsFound() {
		Result result = Play.of(ScheduleReader.read("""
				name: accuser
				nodes: 5
				faults:
				  - cut: 4
				    at: 20s
				    for: 8s
				expectations:
				  - accuses-nobody: "[0-3]"
				"""), 1);
		assertThat(result.violations()).singleElement()
			.satisfies((violation) -> assertThat(violation.message()).contains("accuses n00004:7946"));
	}

	@Test
	void theSameSeedGivesTheSameRunAndAnotherOneAnother() {
		Schedule schedule = ScheduleReader.read(FAULTS);
		Result first = Play.of(schedule, 7);
		Result again = Play.of(schedule, 7);
		assertThat(again.hash()).isEqualTo(first.hash());
		assertThat(again.events()).isEqualTo(first.events());
		assertThat(Play.of(schedule, 8).hash()).isNotEqualTo(first.hash());
		assertThat(Play.tell(schedule, 7).result().hash()).isEqualTo(first.hash());
	}

	@Test
	void aCrashIsDetectedAtOnceAndAgreedOnAfterItsTime() {
		Result result = Play.of(ScheduleReader.read(FAULTS), 1);
		assertThat(result.detectionMillis().count()).isEqualTo(1);
		assertThat(result.detectionMillis().max()).isBetween(1L, 1000L);
		// five starts and one crash
		assertThat(result.agreementMillis().count()).isEqualTo(6);
		assertThat(result.agreementMillis().max()).isBetween(2000L, 4000L);
		assertThat(result.virtualSeconds()).isEqualTo(60);
		assertThat(result.bytesPerNodePerSecond()).isPositive();
		assertThat(result.framesPerNodePerSecond()).isPositive();
		assertThat(result.maxQueueBytes()).isPositive();
		assertThat(result.distinctSizesSeen()).isBetween(1, 5);
	}

	@Test
	void whatBecameOfEachFaultIsTold() {
		Result result = Play.of(ScheduleReader.read("""
				name: incidents
				nodes: 6
				started: "[0-4]"
				started-over: 1s
				faults:
				  - { start: 5, at: 10s }
				  - { crash: 4, at: 20s }
				  - { delay: 3, min: 1ms, max: 2ms, at: 29s, for: 1s }
				  - { cut: 3, at: 30s, for: 10s }
				  - { pause: "[1-2]", at: 59s }
				"""), 1);
		assertThat(result.incidents()).extracting(Outcome::what, Outcome::atMillis, Outcome::nodes)
			.containsExactly(tuple("start", 0L, 5), tuple("start", 10_000L, 1), tuple("crash", 20_000L, 1),
					tuple("delay", 29_000L, 1), tuple("cut", 30_000L, 1), tuple("pause", 59_000L, 2));
		assertThat(result.incidents().get(0).agreementMillis()).isBetween(800L, 4000L);
		assertThat(result.incidents().get(0).detectionMillis()).isNull();
		assertThat(result.incidents().get(1).agreementMillis()).isBetween(1L, 2000L);
		assertThat(result.incidents().get(2).agreementMillis()).isBetween(2000L, 4000L);
		assertThat(result.incidents().get(2).detectionMillis()).isBetween(1L, 1000L);
		assertThat(result.incidents().get(3).detectionMillis()).isNull();
		assertThat(result.incidents().get(4).detectionMillis()).isBetween(4000L, 6500L);
		assertThat(result.incidents().get(4).agreementMillis()).isNull();
		assertThat(result.incidents().get(5).detectionMillis()).as("not until the end").isNull();
	}

	@Test
	void theSilenceOfAPausedNodeTakesTheFailureDetectorsTime() {
		Result result = Play.of(ScheduleReader.read("name: x\nfaults:\n  - {pause: 4, at: 20s, for: 10s}\n"), 1);
		assertThat(result.detectionMillis().max()).isBetween(4000L, 6500L);
	}

	@Test
	void aPauseThatNobodyNoticedIsNoDetection() {
		Result result = Play.of(ScheduleReader.read("name: x\nfaults:\n  - {pause: 4, at: 20s, for: 2s}\n"), 1);
		assertThat(result.detectionMillis().count()).isZero();
	}

	@Test
	void trafficIsCountedFromTheTimeThatTheScheduleSays() {
		String yaml = "name: x\nduration: 2m\nmeasure-from: ";
		double all = Play.of(ScheduleReader.read(yaml + "0s"), 1).framesPerNodePerSecond();
		double idle = Play.of(ScheduleReader.read(yaml + "1m"), 1).framesPerNodePerSecond();
		assertThat(idle).isPositive().isLessThan(all);
	}

	@Test
	void trafficIsCountedUntilTheTimeThatTheScheduleSays() {
		String yaml = "name: x\nduration: 1m\nmeasure-from: 30s\nmeasure-until: 40s\n";
		Result quiet = Play.of(ScheduleReader.read(yaml), 1);
		Result disturbed = Play.of(ScheduleReader.read(yaml + "faults:\n  - {crash: '[3-4]', at: 40s}\n"), 1);
		assertThat(disturbed.framesPerNodePerSecond()).isPositive().isEqualTo(quiet.framesPerNodePerSecond());
		assertThat(disturbed.bytesPerNodePerSecond()).isPositive().isEqualTo(quiet.bytesPerNodePerSecond());
	}

	@Test
	void bytesAreTheSameWhereNotEverythingIsEncoded() {
		String yaml = "name: x\nduration: 12s\nmeasure-from: 9s\nmeasure-until: 12s\nnodes: ";
		double all = Play.of(ScheduleReader.read(yaml + "200"), 1).bytesPerNodePerSecond();
		double some = Play.of(ScheduleReader.read(yaml + "201"), 1).bytesPerNodePerSecond();
		assertThat(some).isCloseTo(all, withinPercentage(10));
	}

	@Test
	void withoutEncodingNoBytesAreCounted() {
		Result result = Play.of(ScheduleReader.read("name: x\nwire: false"), 1);
		assertThat(result.bytesPerNodePerSecond()).isZero();
		assertThat(result.framesPerNodePerSecond()).isPositive();
	}

	@Test
	void someNodesMayHaveSettingsOfTheirOwn() {
		Result result = Play.of(ScheduleReader.read("""
				name: another cluster
				nodes: 4
				settings-of:
				  - nodes: 3
				    seed-nodes: 3
				    settings: { cluster.name: other }
				expectations:
				  - { clusters: 2, at: 20s }
				  - { agreed: "[0-2]", at: 20s }
				"""), 1);
		assertThat(result.violations()).isEmpty();
	}

	@Test
	void aViolationThatIsFoundAfterwardsFailsTheRun() {
		Result result = Play.of(Schedule.quiet("x", 3, 1000), 1);
		assertThat(result.passed()).isTrue();
		Result failed = result.and(new Violation(5, "not deterministic", "planted"));
		assertThat(failed.passed()).isFalse();
		assertThat(failed.violations()).extracting(Violation::toString)
			.containsExactly("0.005 s: not deterministic: planted");
	}

	@Test
	void whatHappenedIsTold() {
		Told told = Play.tell(ScheduleReader.read(FAULTS), 1);
		assertThat(told.incidents()).singleElement().satisfies((incident) -> {
			assertThat(incident.kind()).isEqualTo("crash");
			assertThat(incident.from()).isEqualTo(20_000);
			assertThat(incident.nodes()).containsExactly(4);
		});
		assertThat(told.phases()).extracting(Told.Phase::node, Told.Phase::status)
			.contains(tuple(4, "UP"), tuple(4, "STOPPED"));
		assertThat(told.events()).filteredOn((event) -> event.node() == 4)
			.extracting(Told.Event::kind)
			.containsSubsequence(List.of("up", "unreachable", "down", "removed"));
		assertThat(told.events()).extracting(Told.Event::kind).contains("leader", "decision");
		assertThat(told.sizes()).extracting(Told.Size::most).contains(5, 4);
	}

}
