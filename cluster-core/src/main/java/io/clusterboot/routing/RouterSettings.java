package io.clusterboot.routing;

import java.time.Duration;

import io.clusterboot.api.InvalidSettingException;
import org.jspecify.annotations.Nullable;

/**
 * What a router does.
 *
 * @param name its name, for errors and meters
 * @param strategy to whom it sends
 * @param handler the name of the handler on its routees
 * @param role the role of its routees; null for all members
 * @param allowLocal whether this node may be one of them
 * @param weaklyUp whether members that are only WEAKLY_UP may be
 * @param awaitRoutees how long a message waits for the first routee: 0 to 1 min
 * @param slowStart how long a routee that returned gets less than its share: 0 to 10 min
 * @param interval the interval of {@link RoutingStrategy#TAIL_CHOPPING}: 1 ms to 1 min
 * @param retries how often an ask that may be repeated is sent to another routee when the
 * first one is lost: 0 to 10
 */
public record RouterSettings(String name, RoutingStrategy strategy, String handler, @Nullable String role,
		boolean allowLocal, boolean weaklyUp, Duration awaitRoutees, Duration slowStart, Duration interval,
		int retries) {

	/**
	 * Checks the settings.
	 * @throws InvalidSettingException if a value is out of range
	 */
	public RouterSettings {
		String prefix = "cluster.routers." + name + ".";
		if (handler.isBlank()) {
			throw new InvalidSettingException(prefix + "handler", "must name the handler that the messages are for");
		}
		between(prefix + "await-routees", awaitRoutees, 0, Duration.ofMinutes(1));
		between(prefix + "slow-start", slowStart, 0, Duration.ofMinutes(10));
		between(prefix + "interval", interval, 1, Duration.ofMinutes(1));
		if (retries < 0 || retries > 10) {
			throw new InvalidSettingException(prefix + "retries",
					retries + " is out of range, it must be between 0 and 10");
		}
	}

	/**
	 * A router with all defaults: this node and WEAKLY_UP members excluded no more than
	 * others of the role.
	 * @param name its name
	 * @param strategy to whom it sends
	 * @param handler the name of the handler
	 * @param role the role; null for all members
	 * @return the settings
	 */
	public static RouterSettings of(String name, RoutingStrategy strategy, String handler, @Nullable String role) {
		return new RouterSettings(name, strategy, handler, role, true, false, Duration.ofSeconds(5),
				Duration.ofSeconds(10), Duration.ofMillis(100), 0);
	}

	/**
	 * The same with other retries.
	 * @param retries how often
	 * @return the settings
	 */
	public RouterSettings withRetries(int retries) {
		return new RouterSettings(this.name, this.strategy, this.handler, this.role, this.allowLocal, this.weaklyUp,
				this.awaitRoutees, this.slowStart, this.interval, retries);
	}

	private static void between(String property, Duration value, long leastMillis, Duration most) {
		if (value.toMillis() < leastMillis || value.compareTo(most) > 0) {
			throw new InvalidSettingException(property, value.toMillis() + "ms is out of range, it must be between "
					+ leastMillis + "ms and " + most.toMillis() + "ms");
		}
	}

}
