package io.clusterboot.state;

import java.util.List;

import io.clusterboot.api.NodeId;

/**
 * Records on their way from one node to another: some of the rows of the three tables, or
 * all of them.
 *
 * @param members rows of the members table
 * @param tombstones removed members
 * @param removals the sender's removals counter, which covers the tombstones
 * @param rows rows of the observations table
 * @param data rows of the node data table
 */
public record Delta(List<MemberRecord> members, List<NodeId> tombstones, long removals, List<ObservationRow> rows,
		List<NodeData> data) {

	/** Nothing. */
	public static final Delta EMPTY = new Delta(List.of(), List.of(), 0, List.of(), List.of());

	/**
	 * Creates a delta.
	 */
	public Delta {
		members = List.copyOf(members);
		tombstones = List.copyOf(tombstones);
		rows = List.copyOf(rows);
		data = List.copyOf(data);
	}

	/**
	 * Whether there is nothing to merge.
	 * @return true if it holds no record (the removals counter alone is no record)
	 */
	public boolean isEmpty() {
		return this.members.isEmpty() && this.tombstones.isEmpty() && this.rows.isEmpty() && this.data.isEmpty();
	}

	/**
	 * A bound of what the records take in a frame.
	 * @return the bytes, at most
	 */
	public int weight() {
		int weight = Weights.of(this.members) + Weights.of(this.rows) + Weights.of(this.data);
		for (NodeId tombstone : this.tombstones) {
			weight += Weights.of(tombstone);
		}
		return weight;
	}

}
