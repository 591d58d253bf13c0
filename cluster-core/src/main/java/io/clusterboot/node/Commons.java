package io.clusterboot.node;

import java.util.SortedSet;

import io.clusterboot.api.NodeId;
import io.clusterboot.overlay.Overlay;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Tables;

/**
 * Where many members in one process keep equal values as one object. A thousand simulated
 * members agree on one state most of the time; held a thousand times it would need memory
 * that grows with the square of their number. The values are immutable, so sharing them
 * changes nothing else.
 */
public interface Commons {

	/** Every member keeps its own. */
	Commons NONE = new Commons() {

	};

	/**
	 * Merges records.
	 * @param tables the tables before
	 * @param delta the records
	 * @return what came of it, with the same or equal tables
	 */
	default Tables.Merge merge(Tables tables, Delta delta) {
		return tables.merge(delta);
	}

	/**
	 * Finds an equal overlay.
	 * @param tables the tables that it belongs to
	 * @param rings how many rings it has
	 * @param before the overlay before the tables changed
	 * @return the overlay of the tables
	 */
	default Overlay overlay(Tables tables, int rings, Overlay before) {
		return before.next(tables.members());
	}

	/**
	 * Finds an equal portrait.
	 * @param tables the tables that it shows
	 * @param unreachable who is taken for unreachable
	 * @param before the portrait before
	 * @return the portrait of the tables
	 */
	default Portrait portrait(Tables tables, SortedSet<NodeId> unreachable, Portrait before) {
		return before.next(tables, unreachable);
	}

}
