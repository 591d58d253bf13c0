package io.clusterboot.routing;

import org.jspecify.annotations.Nullable;

/**
 * Picks one of the routees. Safe for use by many threads.
 */
@FunctionalInterface
interface Choice {

	/**
	 * Picks one.
	 * @param routees at least one
	 * @param key what the message is about; null if its sender did not say
	 * @return the routee
	 */
	Routee of(Routees routees, @Nullable Object key);

}
