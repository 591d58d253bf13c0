package io.clusterboot.downing;

import java.util.SortedSet;
import java.util.TreeSet;

import io.clusterboot.api.NodeId;

/**
 * What a strategy decided.
 *
 * @param down whom to down; empty to do nothing
 * @param reason why, in words for an operator
 */
public record Decision(SortedSet<NodeId> down, String reason) {

	static Decision nothing(String reason) {
		return new Decision(new TreeSet<>(), reason);
	}

}
