package io.clusterboot.node;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Nobody but a node writes its own rows: no newer ones are taken from others.
 */
final class OwnRows {

	private OwnRows() {
	}

	/** What others sent, without the node's rows if any of them is newer. */
	static Delta without(Delta delta, NodeId self, Tables tables) {
		if (!hasNewer(delta, self, tables)) {
			return delta;
		}
		return new Delta(delta.members(), delta.tombstones(), delta.removals(),
				delta.rows().stream().filter((row) -> !row.observer().equals(self)).toList(),
				delta.data().stream().filter((row) -> !row.id().equals(self)).toList());
	}

	/** Looked at for each frame, so without streams. */
	private static boolean hasNewer(Delta delta, NodeId self, Tables tables) {
		for (int i = 0; i < delta.rows().size(); i++) {
			ObservationRow row = delta.rows().get(i);
			if (row.observer().equals(self) && row.version() > tables.row(self).version()) {
				return true;
			}
		}
		for (int i = 0; i < delta.data().size(); i++) {
			NodeData row = delta.data().get(i);
			if (row.id().equals(self) && isNewer(row, tables.data(self))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isNewer(NodeData row, @Nullable NodeData known) {
		return known == null || row.version() > known.version();
	}

}
