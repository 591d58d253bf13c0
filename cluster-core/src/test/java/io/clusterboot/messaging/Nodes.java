package io.clusterboot.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.runtime.ClusterRuntime;
import io.clusterboot.transport.grpc.GrpcTransport;
import io.clusterboot.transport.grpc.TlsMaterial;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.fail;

/**
 * Real nodes on loopback that send each other messages.
 */
public final class Nodes implements AutoCloseable {

	private final MessagingSettings settings;

	private final @Nullable TlsMaterial tls;

	private final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "handlers");
		thread.setDaemon(true);
		return thread;
	});

	private final List<Node> nodes = new ArrayList<>();

	public Nodes(int count) {
		this(count, MessagingSettings.DEFAULTS);
	}

	public Nodes(int count, MessagingSettings settings) {
		this(count, settings, null);
	}

	public Nodes(int count, MessagingSettings settings, @Nullable TlsMaterial tls) {
		this.settings = settings;
		this.tls = tls;
		for (int i = 0; i < count; i++) {
			add();
		}
		awaitUp(count);
	}

	public Node add() {
		return add(this.settings);
	}

	/** Adds a node with settings of its own. */
	public Node add(MessagingSettings settings) {
		GrpcTransport transport = new GrpcTransport(this.tls, (server) -> {
		}, (channel) -> {
		}, settings.payloadBytes());
		List<NodeAddress> seeds = this.nodes.isEmpty() ? List.of() : List.of(this.nodes.get(0).id().address());
		ClusterSettings cluster = ClusterSettings.builder()
			.address(new NodeAddress("127.0.0.1", 0))
			.join(JoinSettings.DEFAULT.withSeedNodes(seeds))
			.build();
		ClusterRuntime runtime = new ClusterRuntime(cluster, transport);
		Messenger messenger = new Messenger(runtime, transport.conversations(), settings, new Codecs(List.of()),
				this.executor);
		runtime.join();
		Node node = new Node(runtime, messenger);
		this.nodes.add(node);
		return node;
	}

	public Node node(int index) {
		return this.nodes.get(index);
	}

	public void awaitUp(int count) {
		await(count + " are UP",
				() -> this.nodes.stream()
					.allMatch((node) -> node.runtime.state()
						.members()
						.stream()
						.filter((member) -> member.status() == MemberStatus.UP)
						.count() == count));
	}

	public static void await(String what, BooleanSupplier condition) {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - deadline > 0) {
				fail("Not within 20 s: " + what);
			}
			Thread.onSpinWait();
			try {
				Thread.sleep(5);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	@Override
	public void close() {
		this.nodes.forEach(Node::close);
		this.executor.shutdownNow();
	}

	public record Node(ClusterRuntime runtime, Messenger messenger) {

		public NodeId id() {
			return this.runtime.self();
		}

		public void close() {
			this.messenger.close();
			this.runtime.close();
		}

	}

}
