package io.clusterboot.routing;

import io.clusterboot.api.InvalidSettingException;

/**
 * How many workers a pool has. The same on all members, those that only send included.
 *
 * @param maxPerNode the most workers at one member: 1 to 1000
 * @param maxTotal the most workers in the cluster: 1 to 1000
 */
public record PoolSettings(int maxPerNode, int maxTotal) {

	/**
	 * More would make it slow to find out where they run; beyond, a group does better.
	 */
	private static final int MOST = 1000;

	/**
	 * Checks the settings.
	 * @param prefix the name of the router's properties, with a dot at its end
	 * @throws InvalidSettingException if a value is out of range
	 */
	void check(String prefix) {
		between(prefix + "pool.max-per-node", this.maxPerNode);
		between(prefix + "pool.max-total", this.maxTotal);
	}

	private static void between(String property, int value) {
		if (value < 1 || value > MOST) {
			throw new InvalidSettingException(property, value + " is out of range, it must be between 1 and " + MOST);
		}
	}

}
