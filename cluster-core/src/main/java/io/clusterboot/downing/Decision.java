package io.clusterboot.downing;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy decided.
 *
 * @param down whom to down; empty to do nothing
 * @param reason why, in words for an operator
 * @param condition what must come true before anybody is downed; null for nothing
 */
public record Decision(SortedSet<NodeId> down, String reason, @Nullable Condition condition) {

	Decision(SortedSet<NodeId> down, String reason) {
		this(down, reason, null);
	}

	static Decision nothing(String reason) {
		return new Decision(new TreeSet<>(), reason);
	}

	static Decision downOther(Split split, String reason) {
		return new Decision(split.everybody(false), reason);
	}

	static Decision downOwn(Split split, String reason) {
		return new Decision(split.everybody(true), reason);
	}

	public static Decision downAll(Split split, String reason) {
		SortedSet<NodeId> all = new TreeSet<>(split.everybody(true));
		all.addAll(split.everybody(false));
		return new Decision(all, reason);
	}

	/**
	 * What is left of the decision where the node that takes it cannot speak for its
	 * side.
	 * @param self the node
	 * @param why the reason for that, in words
	 * @return the same for this node alone
	 */
	public Decision onlyFor(NodeId self, String why) {
		SortedSet<NodeId> own = new TreeSet<>();
		if (this.down.contains(self)) {
			own.add(self);
		}
		return new Decision(own, this.reason + ", and for this node alone, " + why);
	}

	/**
	 * The same decision, but some members are spared.
	 * @param spared whom not to down
	 * @return the decision
	 */
	public Decision without(Set<NodeId> spared) {
		SortedSet<NodeId> rest = new TreeSet<>(this.down);
		rest.removeAll(spared);
		return new Decision(rest, this.reason, this.condition);
	}

	/**
	 * Holds only with the lease.
	 *
	 * @param delay how long to wait before asking for the lease, in ms
	 * @param otherwise whom to down if the lease is lost
	 */
	public record Condition(long delay, SortedSet<NodeId> otherwise) {

	}

}
