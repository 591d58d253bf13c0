package io.clusterboot.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.clusterboot.api.NodeAddress;

/**
 * Numbers for lives: the wall clock in ms, so that a restart is higher than the life
 * before it, and always higher than the last one given to that address in this process.
 */
final class Incarnations {

	private static final Map<NodeAddress, Long> LAST = new ConcurrentHashMap<>();

	private Incarnations() {
	}

	/**
	 * The number of a new life.
	 * @param address where it lives
	 * @param floor must be exceeded; 0 for none
	 * @return the number
	 */
	static long next(NodeAddress address, long floor) {
		long now = System.currentTimeMillis();
		return LAST.merge(address, Math.max(now, floor + 1), (last, wanted) -> Math.max(wanted, last + 1));
	}

}
