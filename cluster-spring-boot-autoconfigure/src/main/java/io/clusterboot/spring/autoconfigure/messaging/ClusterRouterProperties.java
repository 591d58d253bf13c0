package io.clusterboot.spring.autoconfigure.messaging;

import java.time.Duration;
import java.util.Map;

import io.clusterboot.routing.PoolSettings;
import io.clusterboot.routing.RouterSettings;
import io.clusterboot.routing.RoutingStrategy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * {@link ConfigurationProperties Properties} of routers.
 *
 * @param routers Routers by their names, which are also the names of their beans.
 */
@ConfigurationProperties("cluster")
public record ClusterRouterProperties(@DefaultValue Map<String, Router> routers) {

	/**
	 * Properties of a router.
	 *
	 * @param strategy To which of its members a router sends a message.
	 * @param handler Name of the handler to send to. By default the name of the router.
	 * @param role Role of the members to send to. By default all members.
	 * @param allowLocal Whether this node may be one of them.
	 * @param localOnly Whether this node is the only one that may be.
	 * @param weaklyUp Whether members that are only WEAKLY_UP may be.
	 * @param awaitRoutees Time that a message waits for the first member to send to.
	 * @param slowStart Time for which a member that was unreachable gets less than its
	 * share.
	 * @param interval Time after which a tail-chopping router asks one more member.
	 * @param retries How often an ask whose member is lost is sent to another one. Set it
	 * only if it does no harm to handle a message twice.
	 * @param pool Pool properties. By default there is no pool, and each of the members
	 * has the handler.
	 */
	public record Router(@DefaultValue("round-robin") RoutingStrategy strategy, @Nullable String handler,
			@Nullable String role, @DefaultValue("true") boolean allowLocal, @DefaultValue("false") boolean localOnly,
			@DefaultValue("false") boolean weaklyUp, @DefaultValue("5s") Duration awaitRoutees,
			@DefaultValue("10s") Duration slowStart, @DefaultValue("100ms") Duration interval,
			@DefaultValue("0") int retries, @Nullable Pool pool) {

		RouterSettings settings(String name) {
			return settings(name, StringUtils.hasText(this.handler) ? this.handler : name);
		}

		/** The settings with another handler. */
		RouterSettings settings(String name, String handler) {
			return new RouterSettings(name, this.strategy, handler, StringUtils.hasText(this.role) ? this.role : null,
					this.allowLocal, this.localOnly, this.weaklyUp, this.awaitRoutees, this.slowStart, this.interval,
					this.retries,
					(this.pool != null) ? new PoolSettings(this.pool.maxPerNode(), this.pool.maxTotal()) : null);
		}

	}

	/**
	 * Pool properties.
	 *
	 * @param maxPerNode Maximum number of workers at one member.
	 * @param maxTotal Maximum number of workers in the cluster. Must be set.
	 */
	public record Pool(@DefaultValue("1") int maxPerNode, @DefaultValue("0") int maxTotal) {

	}

}
