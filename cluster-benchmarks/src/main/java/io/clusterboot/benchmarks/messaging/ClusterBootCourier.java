package io.clusterboot.benchmarks.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.Codecs;
import io.clusterboot.messaging.IncomingMessage;
import io.clusterboot.messaging.MessageHandler;
import io.clusterboot.messaging.MessagingSettings;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.runtime.ClusterRuntime;
import io.clusterboot.transport.grpc.GrpcTransport;

/**
 * Two members of this cluster.
 */
final class ClusterBootCourier implements Courier {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final MessagingSettings SETTINGS = new MessagingSettings(1024 * 1024, 8 * 1024 * 1024, 1024 * 1024,
			10_000, TIMEOUT, Duration.ofSeconds(5), MessagingSettings.WhenFull.BLOCK);

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final AtomicLong told = new AtomicLong();

	private final Node sender;

	private final Node receiver;

	private final NodeId to;

	/**
	 * Starts two nodes and waits until both are UP.
	 * @param direct whether the handlers run on the threads that move bytes
	 */
	ClusterBootCourier(boolean direct) {
		this.sender = start(List.of());
		this.receiver = start(List.of(this.sender.runtime.self().address()));
		MessageHandler count = MessageHandler.of("count", (message) -> {
			this.told.lazySet(this.told.get() + 1);
			return null;
		}, byte[].class);
		MessageHandler echo = MessageHandler.of("echo", IncomingMessage::payload, byte[].class);
		this.receiver.messenger.handle(direct ? count.runningDirectly() : count);
		this.receiver.messenger.handle(direct ? echo.runningDirectly() : echo);
		while (up(this.sender) < 2 || up(this.receiver) < 2) {
			Thread.onSpinWait();
		}
		this.to = this.receiver.runtime.self();
	}

	private static long up(Node node) {
		return node.runtime.state().members().stream().filter((member) -> member.status() == MemberStatus.UP).count();
	}

	private Node start(List<NodeAddress> seeds) {
		GrpcTransport transport = new GrpcTransport(null, (server) -> {
		}, (channel) -> {
		});
		ClusterSettings settings = ClusterSettings.builder()
			.address(new NodeAddress("127.0.0.1", 0))
			.join(JoinSettings.DEFAULT.withSeedNodes(seeds))
			.build();
		ClusterRuntime runtime = new ClusterRuntime(settings, transport);
		Messenger messenger = new Messenger(runtime, transport.conversations(), SETTINGS, new Codecs(List.of()),
				this.executor);
		runtime.join();
		return new Node(runtime, messenger);
	}

	@Override
	public void tell(byte[] payload) {
		this.sender.messenger.tell(this.to, "count", payload, Map.of());
	}

	@Override
	public long told() {
		return this.told.get();
	}

	@Override
	public CompletionStage<byte[]> ask(byte[] payload) {
		return this.sender.messenger.ask(this.to, "echo", payload, Map.of(), byte[].class, TIMEOUT);
	}

	@Override
	public byte[] call(byte[] payload) {
		try {
			byte[] answer = this.sender.messenger.call(this.to, "echo", payload, Map.of(), byte[].class, TIMEOUT);
			return (answer != null) ? answer : new byte[0];
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		for (Node node : List.of(this.sender, this.receiver)) {
			node.messenger.close();
			node.runtime.close();
		}
		this.executor.shutdownNow();
	}

	private record Node(ClusterRuntime runtime, Messenger messenger) {
	}

}
