package io.clusterboot.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.Lease;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.transport.Transport;
import io.clusterboot.transport.grpc.GrpcTransport;
import io.clusterboot.transport.grpc.TlsMaterial;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real nodes over real gRPC in one JVM, the first of them the seed.
 */
final class TestCluster implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<ClusterRuntime> all = new ArrayList<>();

	private final List<ClusterRuntime> nodes = new ArrayList<>();

	private @Nullable NodeAddress seed;

	private @Nullable Lease lease;

	/** The nodes started from now on share a lease, and decide splits by it. */
	TestCluster sharing(Lease lease) {
		this.lease = lease;
		return this;
	}

	/** Starts one more node, bound but outside. */
	ClusterRuntime add() {
		return add(null, (settings) -> settings);
	}

	/** Starts one more node with settings of its own, bound but outside. */
	ClusterRuntime add(@Nullable TlsMaterial tls, UnaryOperator<ClusterSettings.Builder> settings) {
		return add(new NodeAddress("127.0.0.1", 0), tls, settings);
	}

	/** Starts one more node at an address, bound but outside. */
	ClusterRuntime add(NodeAddress address, @Nullable TlsMaterial tls,
			UnaryOperator<ClusterSettings.Builder> settings) {
		Transport transport = new GrpcTransport(tls, (server) -> {
		}, (channel) -> {
		});
		ClusterSettings.Builder builder = ClusterSettings.builder().address(address);
		if (this.seed != null) {
			builder.join(JoinSettings.DEFAULT.withSeedNodes(List.of(this.seed)));
		}
		if (this.lease != null) {
			builder.downing(DowningSettings.builder().strategy(DowningMode.LEASE_MAJORITY).build());
		}
		ClusterRuntime node = new ClusterRuntime(settings.apply(builder).build(), transport, this.lease);
		this.all.add(node);
		this.nodes.add(node);
		NodeAddress bound = node.bind();
		if (this.seed == null) {
			this.seed = bound;
		}
		return node;
	}

	/** Starts nodes and waits until they are one cluster. */
	TestCluster form(int count) {
		for (int i = 0; i < count; i++) {
			add().join();
		}
		awaitAgreement(count);
		return this;
	}

	/** The nodes that are not lost. */
	List<ClusterRuntime> nodes() {
		return this.nodes;
	}

	ClusterRuntime node(int index) {
		return this.nodes.get(index);
	}

	/** Ends a node without a word to others. */
	NodeAddress crash(int index) {
		ClusterRuntime node = this.nodes.remove(index);
		NodeAddress address = node.self().address();
		node.close();
		return address;
	}

	/** Takes a node out of those that are waited for. */
	ClusterRuntime forget(int index) {
		return this.nodes.remove(index);
	}

	/** Waits until all nodes see the same count of UP members and agree. */
	void awaitAgreement(int count) {
		await(count + " UP members everywhere", () -> this.nodes.stream().allMatch((node) -> agrees(node, count)));
		assertThat(this.nodes).extracting((node) -> node.state().leader()).containsOnly(node(0).state().leader());
	}

	private boolean agrees(ClusterRuntime node, int count) {
		ClusterState state = node.state();
		return state.agreed() && state.members().size() == count
				&& Objects.equals(state.clusterId(), node(0).state().clusterId())
				&& state.members()
					.stream()
					.allMatch((member) -> member.status() == MemberStatus.UP && member.reachable());
	}

	/** Waits for something to become true. */
	void await(String what, BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				throw new AssertionError("Not " + what + " within " + PATIENCE.toSeconds() + " s:\n" + describe());
			}
			sleep();
		}
	}

	private String describe() {
		StringBuilder text = new StringBuilder();
		for (ClusterRuntime node : this.nodes) {
			text.append(node.self()).append(": ").append(node.state()).append('\n');
		}
		return text.toString();
	}

	private static void sleep() {
		try {
			Thread.sleep(10);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		this.all.parallelStream().forEach(ClusterRuntime::close);
	}

}
