package io.clusterboot.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.transport.grpc.GrpcTransport;
import org.slf4j.LoggerFactory;

/**
 * Measures how long many nodes in one JVM, started at once over real gRPC on loopback
 * with one seed, take until each of them sees all of them UP. Arguments: number of nodes,
 * number of runs.
 */
public final class FormationProgram {

	private static final long LIMIT_SECONDS = 120;

	private FormationProgram() {
	}

	/**
	 * Runs the measurement.
	 * @param arguments number of nodes (100), number of runs (5)
	 * @throws Exception if nodes cannot be started
	 */
	public static void main(String[] arguments) throws Exception {
		int nodes = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 100;
		int runs = (arguments.length > 1) ? Integer.parseInt(arguments[1]) : 5;
		((Logger) LoggerFactory.getLogger("io.clusterboot")).setLevel(Level.WARN);
		for (int run = 1; run <= runs; run++) {
			long millis = form(nodes);
			System.out.printf(Locale.ROOT, "run %d: %d nodes UP everywhere after %d ms%n", run, nodes, millis);
		}
	}

	private static long form(int count) throws IOException, InterruptedException {
		NodeAddress seed = new NodeAddress("127.0.0.1", freePort());
		List<ClusterRuntime> nodes = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			NodeAddress address = (i == 0) ? seed : new NodeAddress("127.0.0.1", 0);
			ClusterSettings settings = ClusterSettings.builder()
				.address(address)
				.join(JoinSettings.DEFAULT.withSeedNodes(List.of(seed)))
				.build();
			nodes.add(new ClusterRuntime(settings, new GrpcTransport(null, (server) -> {
			}, (channel) -> {
			})));
		}
		CountDownLatch complete = new CountDownLatch(count);
		long start = System.nanoTime();
		ExecutorService starters = Executors.newFixedThreadPool(4);
		try {
			for (ClusterRuntime node : nodes) {
				AtomicBoolean done = new AtomicBoolean();
				node.subscribe((event) -> {
					if (isComplete(event.state(), count) && done.compareAndSet(false, true)) {
						complete.countDown();
					}
				});
				starters.execute(node::join);
			}
			if (!complete.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
				System.out.println(complete.getCount() + " nodes have not seen all members");
			}
			return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
		}
		finally {
			starters.shutdownNow();
			nodes.parallelStream().forEach(ClusterRuntime::close);
		}
	}

	private static boolean isComplete(ClusterState state, int count) {
		return state.members().size() == count
				&& state.members().stream().allMatch((member) -> member.status() == MemberStatus.UP);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
