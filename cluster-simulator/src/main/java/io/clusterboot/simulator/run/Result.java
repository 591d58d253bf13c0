package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run showed.
 *
 * @param scenario the schedule's name
 * @param nodes how many nodes there were
 * @param seed the seed
 * @param passed whether nothing was violated
 * @param violations what was violated, in order of time
 * @param virtualSeconds how long the run was, in virtual time
 * @param wallSeconds how long it took
 * @param events inputs that all nodes handled
 * @param detectionMillis from the crash, pause or cut of a member until all other live
 * nodes (those on the other side of the cut) show it as unreachable or gone
 * @param agreementMillis from a start, leave or crash until all live nodes agree on a
 * state with it
 * @param incidents what became of each fault, and of the starts at the beginning, in
 * order
 * @param falsePositives how often a node came to show a member as unreachable that ran,
 * if only in fits and starts, and had not been touched by any other fault for 15 s; nodes
 * whose own network was disturbed in that time do not count, slow and stalling ones do
 * @param bytesPerNodePerSecond bytes that a running node sent; 0 without wire encoding
 * @param framesPerNodePerSecond frames that a running node sent
 * @param maxQueueBytes the most that waited on one link
 * @param distinctSizesSeen the different numbers of members that were seen until the
 * first agreement of all that had been started
 * @param hash a hash over everything that the nodes did: equal for equal schedules and
 * seeds
 */
public record Result(String scenario, int nodes, long seed, boolean passed, List<Violation> violations,
		double virtualSeconds, double wallSeconds, long events, Percentiles detectionMillis,
		Percentiles agreementMillis, List<Outcome> incidents, long falsePositives, double bytesPerNodePerSecond,
		double framesPerNodePerSecond, long maxQueueBytes, int distinctSizesSeen, String hash) {

	/**
	 * Creates the result.
	 */
	public Result {
		violations = List.copyOf(violations);
		incidents = List.copyOf(incidents);
	}

	/**
	 * The same run, with one violation more.
	 * @param violation what was found afterwards
	 * @return the result, failed
	 */
	public Result and(Violation violation) {
		List<Violation> all = new ArrayList<>(this.violations);
		all.add(violation);
		return new Result(this.scenario, this.nodes, this.seed, false, all, this.virtualSeconds, this.wallSeconds,
				this.events, this.detectionMillis, this.agreementMillis, this.incidents, this.falsePositives,
				this.bytesPerNodePerSecond, this.framesPerNodePerSecond, this.maxQueueBytes, this.distinctSizesSeen,
				this.hash);
	}

}
