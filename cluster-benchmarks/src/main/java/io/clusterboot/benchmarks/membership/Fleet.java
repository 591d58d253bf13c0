package io.clusterboot.benchmarks.membership;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The nodes of this JVM, by their ports. The first port is the seed's. To be used by one
 * thread.
 */
final class Fleet implements AutoCloseable {

	private static final long POLL_MILLIS = 2;

	private final MeasuredSystem system;

	private final Profile profile;

	private final List<Integer> ports;

	private final Map<Integer, Node> nodes = new ConcurrentHashMap<>();

	private final Collection<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

	Fleet(MeasuredSystem system, Profile profile, int size) {
		this.system = system;
		this.profile = profile;
		this.ports = freePorts(size);
	}

	/**
	 * Starts all nodes at once, each on a thread of its own, as processes would.
	 * @return when they were told to start, by {@link System#nanoTime()}
	 * @throws InterruptedException if the thread is interrupted
	 */
	long start() throws InterruptedException {
		CountDownLatch ready = new CountDownLatch(this.ports.size());
		CountDownLatch go = new CountDownLatch(1);
		for (int port : this.ports) {
			Thread thread = new Thread(() -> {
				ready.countDown();
				try {
					go.await();
					this.nodes.put(port, this.system.start(port, seedPort(), this.profile));
				}
				catch (InterruptedException | RuntimeException ex) {
					this.failures.add(ex);
				}
			}, "start-" + port);
			thread.setDaemon(true);
			thread.start();
		}
		ready.await();
		long now = System.nanoTime();
		go.countDown();
		return now;
	}

	/**
	 * Waits until something is true of all nodes that run.
	 * @param from when the time began, by {@link System#nanoTime()}
	 * @param limit how long after that the wait is given up
	 * @param condition what each node has to say yes to, once
	 * @return the milliseconds from then until the last node said yes; empty if some did
	 * not within the limit
	 * @throws InterruptedException if the thread is interrupted
	 */
	OptionalLong await(long from, Duration limit, Predicate<Node> condition) throws InterruptedException {
		List<Integer> pending = new ArrayList<>(this.ports);
		while (System.nanoTime() - from < limit.toNanos()) {
			if (!this.failures.isEmpty()) {
				throw new IllegalStateException(this.system + " did not start", this.failures.iterator().next());
			}
			for (Iterator<Integer> ports = pending.iterator(); ports.hasNext();) {
				Node node = this.nodes.get(ports.next());
				if (node == null || !condition.test(node)) {
					break;
				}
				ports.remove();
			}
			if (pending.isEmpty()) {
				return OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from));
			}
			Thread.sleep(POLL_MILLIS);
		}
		return OptionalLong.empty();
	}

	/**
	 * Takes a node out, so that nothing more is asked of it here.
	 * @return the last node that was started
	 */
	Node takeLast() {
		int port = this.ports.remove(this.ports.size() - 1);
		Node node = this.nodes.remove(port);
		if (node == null) {
			throw new IllegalStateException("The node at port " + port + " has not started");
		}
		return node;
	}

	int seedPort() {
		return this.ports.get(0);
	}

	int lastPort() {
		return this.ports.get(this.ports.size() - 1);
	}

	Node seed() {
		Node node = this.nodes.get(seedPort());
		if (node == null) {
			throw new IllegalStateException("The seed has not started");
		}
		return node;
	}

	/**
	 * How many of the nodes fulfil a condition now.
	 * @param condition the condition
	 * @return the number
	 */
	long count(Predicate<Node> condition) {
		return this.nodes.values().stream().filter(condition).count();
	}

	/**
	 * How many suspicions all nodes together have told of since they started.
	 * @return the number
	 */
	long suspicions() {
		return this.nodes.values().stream().mapToLong(Node::suspicions).sum();
	}

	@Override
	public void close() {
		this.nodes.values().parallelStream().forEach(Node::close);
	}

	/**
	 * Finds ports of loopback that nobody listens on.
	 * @param count how many
	 * @return the ports, all different
	 */
	static List<Integer> freePorts(int count) {
		List<ServerSocket> sockets = new ArrayList<>();
		List<Integer> ports = new ArrayList<>();
		try {
			for (int i = 0; i < count; i++) {
				ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				sockets.add(socket);
				ports.add(socket.getLocalPort());
			}
			for (ServerSocket socket : sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return ports;
	}

}
