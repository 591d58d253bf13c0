package io.clusterboot.routing;

import java.time.Duration;

import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a router does. Routers of several members that shall choose the same routee for
 * the same key, and all that send to the same pool, need the same settings.
 *
 * @param name its name, for errors and meters
 * @param strategy to whom it sends
 * @param handler the name of the handler on its routees
 * @param role the role of its routees; null for all members
 * @param allowLocal whether this node may be one of them
 * @param localOnly whether it is the only one that may be; contradicts
 * {@code allowLocal == false}
 * @param weaklyUp whether members that are only WEAKLY_UP may be
 * @param awaitRoutees how long a message waits for the first routee: 0 to 1 min
 * @param slowStart how long a routee that returned gets less than its share: 0 to 10 min
 * @param interval the interval of {@link RoutingStrategy#TAIL_CHOPPING}: 1 ms to 1 min
 * @param retries how often an ask that may be repeated is sent to another routee when the
 * first one is lost: 0 to 10. What was surely not handled is sent to another one in any
 * case
 * @param pool for workers that the members with the role start, in place of a handler
 * that each of them has; null for none
 */
public record RouterSettings(String name, RoutingStrategy strategy, String handler, @Nullable String role,
		boolean allowLocal, boolean localOnly, boolean weaklyUp, Duration awaitRoutees, Duration slowStart,
		Duration interval, int retries, @Nullable PoolSettings pool) {

	/**
	 * Checks the settings.
	 * @throws InvalidSettingException if a value is out of range
	 */
	public RouterSettings {
		String prefix = "cluster.routers." + name + ".";
		if (handler.isBlank()) {
			throw new InvalidSettingException(prefix + "handler", "must name the handler that the messages are for");
		}
		if (localOnly && !allowLocal) {
			throw new InvalidSettingException(prefix + "local-only",
					"only this node may be a routee, but " + prefix + "allow-local=false excludes it");
		}
		between(prefix + "await-routees", awaitRoutees, 0, Duration.ofMinutes(1));
		between(prefix + "slow-start", slowStart, 0, Duration.ofMinutes(10));
		between(prefix + "interval", interval, 1, Duration.ofMinutes(1));
		if (retries < 0 || retries > 10) {
			throw new InvalidSettingException(prefix + "retries",
					retries + " is out of range, it must be between 0 and 10");
		}
		if (pool != null) {
			pool.check(prefix);
		}
	}

	/**
	 * A router with all defaults: a group, this node included if it has the role, without
	 * members that are only WEAKLY_UP, and asks are not repeated.
	 * @param name its name
	 * @param strategy to whom it sends
	 * @param handler the name of the handler
	 * @param role the role; null for all members
	 * @return the settings
	 */
	public static RouterSettings of(String name, RoutingStrategy strategy, String handler, @Nullable String role) {
		return new RouterSettings(name, strategy, handler, role, true, false, false, Duration.ofSeconds(5),
				Duration.ofSeconds(10), Duration.ofMillis(100), 0, null);
	}

	/**
	 * The same with other retries.
	 * @param retries how often
	 * @return the settings
	 */
	public RouterSettings withRetries(int retries) {
		return new RouterSettings(this.name, this.strategy, this.handler, this.role, this.allowLocal, this.localOnly,
				this.weaklyUp, this.awaitRoutees, this.slowStart, this.interval, retries, this.pool);
	}

	/**
	 * The same for other places.
	 * @param allowLocal whether this node may be a routee
	 * @param localOnly whether only this node may be one
	 * @return the settings
	 */
	public RouterSettings withLocal(boolean allowLocal, boolean localOnly) {
		return new RouterSettings(this.name, this.strategy, this.handler, this.role, allowLocal, localOnly,
				this.weaklyUp, this.awaitRoutees, this.slowStart, this.interval, this.retries, this.pool);
	}

	/**
	 * The same with another patience.
	 * @param awaitRoutees how long a message waits for the first routee
	 * @return the settings
	 */
	public RouterSettings withAwaitRoutees(Duration awaitRoutees) {
		return new RouterSettings(this.name, this.strategy, this.handler, this.role, this.allowLocal, this.localOnly,
				this.weaklyUp, awaitRoutees, this.slowStart, this.interval, this.retries, this.pool);
	}

	/**
	 * The same for the workers of a pool.
	 * @param pool how many there are; null for a group
	 * @return the settings
	 */
	public RouterSettings withPool(@Nullable PoolSettings pool) {
		return new RouterSettings(this.name, this.strategy, this.handler, this.role, this.allowLocal, this.localOnly,
				this.weaklyUp, this.awaitRoutees, this.slowStart, this.interval, this.retries, pool);
	}

	/** Whether a member may have work, reachable or not. */
	boolean isFor(Member member) {
		boolean up = member.status() == MemberStatus.UP || (this.weaklyUp && member.status() == MemberStatus.WEAKLY_UP);
		return up && (this.role == null || member.hasRole(this.role));
	}

	private static void between(String property, Duration value, long leastMillis, Duration most) {
		if (value.toMillis() < leastMillis || value.compareTo(most) > 0) {
			throw new InvalidSettingException(property, value.toMillis() + "ms is out of range, it must be between "
					+ leastMillis + "ms and " + most.toMillis() + "ms");
		}
	}

}
