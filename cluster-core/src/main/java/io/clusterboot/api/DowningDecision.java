package io.clusterboot.api;

import java.time.Instant;
import java.util.List;

/**
 * What the split brain resolver of one node decided. Other members of the side that goes
 * on see whom it downed, but not the decision: that is known where it was taken, at the
 * leader of the side.
 *
 * @param at when, by this node's clock
 * @param strategy the strategy that was configured
 * @param reason why, in words for an operator, with the counts that led to it
 * @param down whom it downs, sorted; on the side that lost these are its own members
 * @param reachable how many members, whatever their status, stood on the own side, this
 * node included
 * @param unreachable the members on the other side that were not DOWN yet, sorted
 */
public record DowningDecision(Instant at, DowningMode strategy, String reason, List<NodeId> down, int reachable,
		List<NodeId> unreachable) {

	/**
	 * Creates the decision.
	 */
	public DowningDecision {
		down = List.copyOf(down);
		unreachable = List.copyOf(unreachable);
	}

}
