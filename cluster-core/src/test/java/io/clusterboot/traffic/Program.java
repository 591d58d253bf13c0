package io.clusterboot.traffic;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.ReachabilityEvent;
import io.clusterboot.messaging.Codecs;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.messaging.MessagingSettings;
import io.clusterboot.runtime.ClusterRuntime;
import io.clusterboot.transport.Envelope;
import io.clusterboot.transport.grpc.GrpcTransport;

/**
 * A small application: a node that sends or receives numbered messages, and says on its
 * output what happens to it. When it is told to end it leaves as an application should.
 */
final class Program {

	static final String ROLE = "worker";

	static final String HANDLER = "numbers";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	final ExecutorService executor = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "handlers");
		thread.setDaemon(true);
		return thread;
	});

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "probes");
		thread.setDaemon(true);
		return thread;
	});

	final ClusterRuntime cluster;

	final Messenger messenger;

	private final ProbeWatch probes;

	private Program(ClusterSettings settings, MessagingSettings messaging, BiConsumer<NodeAddress, Envelope> sent) {
		GrpcTransport transport = new GrpcTransport(null, (server) -> {
		}, (channel) -> {
		});
		this.probes = new ProbeWatch(transport);
		this.cluster = new ClusterRuntime(settings, this.probes);
		this.messenger = new Messenger(this.cluster, new WireTap(transport.conversations(), sent), messaging,
				new Codecs(List.of()), this.executor);
	}

	/**
	 * Creates a node.
	 * @param seed the port of another one; 0 for the first
	 * @param messaging its bounds
	 * @param sent is told each message at the moment in which it is handed to a
	 * connection
	 */
	static Program create(int seed, MessagingSettings messaging, BiConsumer<NodeAddress, Envelope> sent) {
		List<NodeAddress> seeds = (seed != 0) ? List.of(new NodeAddress("127.0.0.1", seed)) : List.of();
		ClusterSettings.Builder settings = ClusterSettings.builder()
			.address(new NodeAddress("127.0.0.1", 0))
			.roles((seed != 0) ? Set.of(ROLE) : Set.of())
			// a process that was only stopped stays a member
			.downing(DowningSettings.builder().stableAfter(Duration.ofMinutes(10)).build())
			.join(JoinSettings.DEFAULT.withSeedNodes(seeds));
		return new Program(settings.build(), messaging, sent);
	}

	/** Joins; {@code ending} runs when the process was told to end and the node left. */
	void start(Runnable ending) {
		Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ending)));
		this.cluster.subscribe((event) -> {
			if (event instanceof ReachabilityEvent.MemberUnreachable unreachable) {
				say("unreachable " + unreachable.member().address().port());
			}
		});
		this.cluster.join();
		say("bound " + this.cluster.bind().port());
		this.timer.scheduleAtFixedRate(() -> say("probe " + this.probes.takeLongestMicros()), 1, 1, TimeUnit.SECONDS);
	}

	private void end(Runnable ending) {
		try {
			this.cluster.leave().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			long start = System.nanoTime();
			boolean drained = this.messenger.drain(PATIENCE).join();
			ending.run();
			say("drained " + drained + " " + Duration.ofNanos(System.nanoTime() - start).toMillis());
			this.messenger.close();
			this.cluster.close();
		}
		catch (Exception ex) {
			say("failed " + ex);
		}
	}

	static synchronized void say(String line) {
		System.out.println(line);
		System.out.flush();
	}

	static int number(byte[] payload) {
		return ByteBuffer.wrap(payload).getInt();
	}

	static byte[] payload(int number, int length) {
		return ByteBuffer.allocate(length).putInt(number).array();
	}

}
