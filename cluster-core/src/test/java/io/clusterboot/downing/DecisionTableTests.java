package io.clusterboot.downing;

import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.DowningSettings.Referee;
import io.clusterboot.downing.Sides.Fate;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each strategy does in which split; {@link Sides} explains the notation, and
 * {@link KeepMajorityTests} holds the table of keep-majority.
 */
class DecisionTableTests {

	@ParameterizedTest(name = "static-quorum 3: {0} | {1} {2}")
	@CsvSource(delimiter = '|', textBlock = """
			# a side with a quorum goes on, one without gives in
			1 2 3       | 4 5        | GOES_ON
			4 5         | 1 2 3      | GIVES_IN
			1 2 3 4     | 5          | GOES_ON
			5           | 1 2 3 4    | GIVES_IN
			# equal halves: none has a quorum
			1 2         | 3 4        | GIVES_IN
			3 4         | 1 2        | GIVES_IN
			# three ways
			1 2         | 3 4 5      | GIVES_IN
			# more than 2q-1 members: two sides could have it
			1 2 3       | 4 5 6      | DOWNS_ALL
			4 5 6       | 1 2 3      | DOWNS_ALL
			1 2 3 4 5   | 6          | DOWNS_ALL
			6           | 1 2 3 4 5  | DOWNS_ALL
			# LEAVING members count, JOINING, WEAKLY_UP and EXITING ones do not, on the own side
			1 2 3l      | 4 5        | GOES_ON
			1 2 3j      | 4 5        | GIVES_IN
			1 2 3w      | 4 5        | GIVES_IN
			1 2 3e      | 4 5        | GIVES_IN
			# on the other side everybody may count
			1 2 3       | 4j 5w      | GOES_ON
			1 2 3       | 4 5 6j     | DOWNS_ALL
			1 2 3       | 4 5 6e     | DOWNS_ALL
			# own members that join do not make it too many
			1 2 3 4 6j  | 5          | GOES_ON
			# DOWN but not removed: on the other side
			1 2 3       | 4 5d       | GOES_ON
			1 2         | 3d 4       | GIVES_IN
			1 2 3       | 4 5 6d     | DOWNS_ALL
			""")
	void staticQuorum(String ours, String theirs, Fate fate) {
		assertDecides(settings(DowningMode.STATIC_QUORUM).quorumSize(3), ours, theirs, fate);
	}

	@ParameterizedTest(name = "static-quorum 2 of core: {0} | {1} {2}")
	@CsvSource(delimiter = '|', textBlock = """
			1* 2*       | 3 4 5 6 7   | GOES_ON
			3 4 5 6 7   | 1* 2*       | GIVES_IN
			1* 3        | 2* 4*       | GIVES_IN
			1* 2* 3*    | 4* 5        | DOWNS_ALL
			""")
	void staticQuorumOfARole(String ours, String theirs, Fate fate) {
		assertDecides(settings(DowningMode.STATIC_QUORUM).quorumSize(2).role("core"), ours, theirs, fate);
	}

	@ParameterizedTest(name = "keep-oldest: {0} | {1} {2}")
	@CsvSource(delimiter = '|', textBlock = """
			# the oldest decides, however many are on the other side
			1 2         | 3 4 5       | GOES_ON
			3 4 5       | 1 2         | GIVES_IN
			1 2         | 3 4         | GOES_ON
			# an oldest that is alone gives in, if there are two others
			1           | 2 3         | GIVES_IN
			2 3         | 1           | GOES_ON
			1           | 2           | GOES_ON
			2           | 1           | GIVES_IN
			# three ways: nobody is sure that the oldest is alone
			1           | 2 3 4 5     | GIVES_IN
			2 3         | 1 4 5       | GIVES_IN
			4 5         | 1 2 3       | GIVES_IN
			# with a member that joins it is not alone for sure
			2 3         | 1 4j        | GIVES_IN
			1 4j        | 2 3         | GIVES_IN
			1           | 2 3j        | GIVES_IN
			2 3j        | 1           | GIVES_IN
			# an older one on its way out is nobody's oldest, but may be UP for the other side
			2 3         | 1l 4        | GIVES_IN
			2 3         | 1e 4        | GIVES_IN
			2 3         | 1d 4        | GIVES_IN
			1l 4 5      | 2 3         | GIVES_IN
			1e 2 4      | 3           | GOES_ON
			# younger ones that join or leave change nothing
			1 2 5j      | 3 4         | GOES_ON
			1 2         | 3 4l 5e 6j  | GOES_ON
			2l 3        | 1 4         | GIVES_IN
			""")
	void keepOldest(String ours, String theirs, Fate fate) {
		assertDecides(settings(DowningMode.KEEP_OLDEST), ours, theirs, fate);
	}

	@ParameterizedTest(name = "keep-oldest, also alone: {0} | {1} {2}")
	@CsvSource(delimiter = '|', textBlock = """
			1           | 2 3 4 5     | GOES_ON
			2 3 4 5     | 1           | GIVES_IN
			""")
	void keepOldestAlsoAlone(String ours, String theirs, Fate fate) {
		assertDecides(settings(DowningMode.KEEP_OLDEST).downIfAlone(false), ours, theirs, fate);
	}

	@ParameterizedTest(name = "keep-oldest of core: {0} | {1} {2}")
	@CsvSource(delimiter = '|', textBlock = """
			3* 4*       | 1 2 5*      | GOES_ON
			1 2 5*      | 3* 4*       | GIVES_IN
			3* 1 2      | 4* 5*       | GIVES_IN
			4* 5*       | 3* 1 2      | GOES_ON
			1 2         | 3 4         | DOWNS_ALL
			""")
	void keepOldestOfARole(String ours, String theirs, Fate fate) {
		assertDecides(settings(DowningMode.KEEP_OLDEST).role("core"), ours, theirs, fate);
	}

	@ParameterizedTest(name = "keep-referee 2: {0} | {1} {2}")
	@CsvSource(delimiter = '|', textBlock = """
			2           | 1 3 4 5     | GOES_ON
			1 3 4 5     | 2           | GIVES_IN
			2 3         | 1 4         | GOES_ON
			# three ways
			1           | 2 3 4       | GIVES_IN
			4           | 1 2 3       | GIVES_IN
			# whatever the referee's status
			2j 3        | 1 4         | GOES_ON
			2l 3        | 1 4         | GOES_ON
			2e 3        | 1 4         | GOES_ON
			# a referee that is DOWN or gone is on no side
			1 3         | 2d 4        | GIVES_IN
			1 3         | 4           | GIVES_IN
			4           | 1 3         | GIVES_IN
			""")
	void keepReferee(String ours, String theirs, Fate fate) {
		assertDecides(settings(DowningMode.KEEP_REFEREE).referee(new Referee(Some.address(2), 1)), ours, theirs, fate);
	}

	@ParameterizedTest(name = "keep-referee 2 with at least 2: {0} | {1} {2}")
	@CsvSource(delimiter = '|', textBlock = """
			2           | 1 3 4 5     | DOWNS_ALL
			2 3j        | 1 4         | DOWNS_ALL
			2 3l        | 1 4         | GOES_ON
			1 3 4 5     | 2           | GIVES_IN
			""")
	void keepRefereeWithALeastNumber(String ours, String theirs, Fate fate) {
		assertDecides(settings(DowningMode.KEEP_REFEREE).referee(new Referee(Some.address(2), 2)), ours, theirs, fate);
	}

	@ParameterizedTest(name = "down-all: {0} | {1}")
	@CsvSource(delimiter = '|', textBlock = """
			1 2 3 4     | 5
			5           | 1 2 3 4
			1 2j        | 3l 4e 5d
			""")
	void downAll(String ours, String theirs) {
		assertDecides(settings(DowningMode.DOWN_ALL), ours, theirs, Fate.DOWNS_ALL);
	}

	@ParameterizedTest(name = "lease-majority: {0} | {1} asks after {2} ms")
	@CsvSource(delimiter = '|', textBlock = """
			1 2 3       | 4 5         | 0
			4 5         | 1 2 3       | 2000
			1 2         | 3 4         | 0
			3 4         | 1 2         | 2000
			# three ways
			1 2 3       | 4 5 6 7     | 2000
			# LEAVING ones count, others do not; DOWN ones for the other side
			1 2 3l      | 4 5         | 0
			1 2 3j      | 4 5 6       | 2000
			2 3         | 1d 4        | 2000
			""")
	void leaseMajority(String ours, String theirs, long delay) {
		Split split = Sides.split(ours, theirs);
		Decision decision = DowningStrategies.of(settings(DowningMode.LEASE_MAJORITY).build()).decide(split);
		assertThat(decision.down()).isEqualTo(split.everybody(false));
		assertThat(decision.condition()).isEqualTo(new Decision.Condition(delay, split.everybody(true)));
	}

	@Test
	void leaseMajorityOfARole() {
		Split split = Sides.split("1 2 3 4*", "5* 6*");
		DowningSettings core = settings(DowningMode.LEASE_MAJORITY).role("core").build();
		assertThat(DowningStrategies.of(core).decide(split).condition().delay()).isEqualTo(2000);
	}

	@Test
	void noneDownsNobodyAndSaysHowManyAreMissing() {
		Decision decision = DowningStrategies.of(settings(DowningMode.NONE).build())
			.decide(Sides.split("1 2 3", "4 5"));
		assertThat(decision.down()).isEmpty();
		assertThat(decision.reason()).isEqualTo("none: 3 reachable, 2 unreachable, members are downed by hand only");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					STATIC_QUORUM  | 1 2 3   | 4 5     | static-quorum: 3 reachable, up to 2 unreachable, quorum 3, this side has it
					STATIC_QUORUM  | 1 2 3   | 4 5 6   | static-quorum: 3 reachable, up to 3 unreachable, quorum 3, more than 5 members, so that two sides could have the quorum: raise quorum-size
					KEEP_OLDEST    | 1 2     | 3 4 5   | keep-oldest: 2 reachable, 3 unreachable, this side has the oldest member, node:1001
					KEEP_OLDEST    | 1       | 2 3     | keep-oldest: 1 reachable, 2 unreachable, the oldest member, node:1001, is alone
					KEEP_OLDEST    | 2 3     | 1       | keep-oldest: 2 reachable, 1 unreachable, the oldest member, node:1001, is alone there
					KEEP_REFEREE   | 1       | 2 3     | keep-referee: 1 reachable, 2 unreachable, the referee node:1002 is on the other side
					KEEP_REFEREE   | 1       | 3       | keep-referee: 1 reachable, 1 unreachable, the referee node:1002 is no member of the cluster
					DOWN_ALL       | 1 2     | 3       | down-all: 2 reachable, 1 unreachable, no side goes on
					LEASE_MAJORITY | 1       | 2 3     | lease-majority: 1 reachable, 2 unreachable, this side is not the majority
					""")
	void theReasonTellsTheCounts(DowningMode mode, String ours, String theirs, String reason) {
		DowningSettings settings = settings(mode).quorumSize(3).referee(new Referee(Some.address(2), 1)).build();
		assertThat(DowningStrategies.of(settings).decide(Sides.split(ours, theirs)).reason()).isEqualTo(reason);
	}

	/** With what each strategy needs, so that any of them can be named. */
	private static DowningSettings.Builder settings(DowningMode mode) {
		return DowningSettings.builder().quorumSize(1).referee(new Referee(Some.address(1), 1)).strategy(mode);
	}

	private static void assertDecides(DowningSettings.Builder settings, String ours, String theirs, Fate fate) {
		Split split = Sides.split(ours, theirs);
		Decision decision = DowningStrategies.of(settings.build()).decide(split);
		assertThat(Sides.fate(split, decision)).as(decision.reason()).isEqualTo(fate);
		assertThat(decision.condition()).isNull();
	}

}
