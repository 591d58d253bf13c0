package io.clusterboot.node;

import io.clusterboot.overlay.Overlay;
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
	 * Finds equal tables.
	 * @param tables the tables
	 * @return the same, or equal ones
	 */
	default Tables share(Tables tables) {
		return tables;
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

}
