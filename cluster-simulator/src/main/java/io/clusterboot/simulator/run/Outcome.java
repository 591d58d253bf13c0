package io.clusterboot.simulator.run;

import org.jspecify.annotations.Nullable;

/**
 * What became of one fault, or of the starts at the beginning of a run. Times are virtual
 * ms since it began, and so count how the fault itself was spread over time.
 *
 * @param what what it is called in a schedule
 * @param atMillis when it began, since the run began
 * @param nodes how many nodes it hit
 * @param detectionMillis until the last of those who should notice showed the last of the
 * nodes as unreachable or gone; null when nobody should, or not all did
 * @param agreementMillis until all live nodes agreed on a state that shows what became of
 * the last of the nodes; null when nothing was asked for, or they did not
 */
public record Outcome(String what, long atMillis, int nodes, @Nullable Long detectionMillis,
		@Nullable Long agreementMillis) {
}
