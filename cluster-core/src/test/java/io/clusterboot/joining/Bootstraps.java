package io.clusterboot.joining;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.state.Some;

/**
 * Bootstraps for tests, what is answered to them and what they want done. Nodes have
 * numbers, as in {@link Some}.
 */
final class Bootstraps {

	/** The formation timeout of all of them. */
	static final long FORMATION = 5000;

	private Bootstraps() {
	}

	/** A node in its first life. */
	static Bootstrap node(int self, int... seeds) {
		return new Bootstrap(settings(seeds), List.of(), Some.address(self), true, new Random(self));
	}

	/** A node that was removed from its cluster. */
	static Bootstrap removed(int self, List<NodeAddress> contacts, int... seeds) {
		return new Bootstrap(settings(seeds), contacts, Some.address(self), false, new Random(self));
	}

	static JoinSettings settings(int... seeds) {
		return settings(null, seeds);
	}

	static JoinSettings settings(Duration joinTimeout, int... seeds) {
		JoinSettings defaults = JoinSettings.DEFAULT;
		return new JoinSettings(addresses(seeds), Duration.ofMillis(FORMATION), joinTimeout, defaults.onRemoved(),
				defaults.onForeignCluster());
	}

	static List<NodeAddress> addresses(int... nodes) {
		return Arrays.stream(nodes).mapToObj(Some::address).toList();
	}

	static List<Step> steps(Function<NodeAddress, Step> kind, int... nodes) {
		return addresses(nodes).stream().map(kind).toList();
	}

	static List<Step> starting(Bootstrap bootstrap, int from, long now) {
		return bootstrap.answered(Some.address(from), new Response.Starting(Some.node(from)), now);
	}

	static List<Step> clustered(Bootstrap bootstrap, int from, long now) {
		Response answer = new Response.Clustered(new ClusterId(1, 2), 3, Some.node(from));
		return bootstrap.answered(Some.address(from), answer, now);
	}

	static List<Step> granted(Bootstrap bootstrap, int from, long now) {
		return bootstrap.answered(Some.address(from), new Response.Granted(), now);
	}

	static List<Step> held(Bootstrap bootstrap, int from, int holder, long now) {
		return bootstrap.answered(Some.address(from), new Response.Held(Some.node(holder)), now);
	}

	static List<Step> refused(Bootstrap bootstrap, int from, String message, long now) {
		return bootstrap.answered(Some.address(from), Admission.rejected(Rejection.CONFIGURATION, message), now);
	}

	static List<Step> failed(Bootstrap bootstrap, int from, long now) {
		return bootstrap.failed(Some.address(from), "connection refused", now);
	}

}
