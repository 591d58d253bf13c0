package io.clusterboot.node;

import java.util.Random;
import java.util.function.Consumer;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.state.Some;

/**
 * The membership of node 1, of whose changes nobody is told.
 */
final class SomeMembership {

	static final ClusterId CLUSTER = new ClusterId(7, 9);

	private SomeMembership() {
	}

	static Membership of(Consumer<Output> output) {
		return of(ClusterSettings.builder().build(), output);
	}

	static Membership of(ClusterSettings settings, Consumer<Output> output) {
		return new Membership(settings, Some.node(1), CLUSTER, new Random(1), output, (changes, members, source) -> {
		}, Witness.NONE, Commons.NONE);
	}

}
