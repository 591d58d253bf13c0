package io.clusterboot.state;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.clusterboot.api.NodeId;

/**
 * Which of the records that came in are news: the newer ones, of live members.
 */
final class Versions {

	private Versions() {
	}

	/** Whether none is; found out without any object. */
	static <R extends Versioned> boolean cover(Records<R> known, List<R> candidates, MemberTable members) {
		int place = Records.ANYWHERE;
		for (int i = 0; i < candidates.size(); i++) {
			R candidate = candidates.get(i);
			int index = known.indexOf(candidate.key(), place);
			place = Records.insertionPoint(index);
			boolean newer = index < 0 || candidate.version() > known.all().get(index).version();
			if (newer && members.indexOf(candidate.key()) >= 0) {
				return false;
			}
		}
		return true;
	}

	/** Those that are. */
	static <R extends Versioned> Map<NodeId, R> newer(Records<R> known, List<R> candidates, MemberTable members) {
		if (candidates.isEmpty()) {
			return Map.of();
		}
		Map<NodeId, R> newer = new TreeMap<>();
		Records<R>.Cursor cursor = known.cursor();
		for (R candidate : candidates) {
			R pending = newer.get(candidate.key());
			R current = (pending != null) ? pending : cursor.get(candidate.key());
			boolean isNewer = current == null || candidate.version() > current.version();
			if (isNewer && members.indexOf(candidate.key()) >= 0) {
				newer.put(candidate.key(), candidate);
			}
		}
		return newer;
	}

}
