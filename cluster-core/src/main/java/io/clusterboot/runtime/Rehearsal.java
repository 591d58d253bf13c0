package io.clusterboot.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.transport.Transport;
import io.clusterboot.transport.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;

/**
 * Plays the beginning of a cluster of two on loopback, or the opening of one node, so
 * that the classes of the engine and its network are loaded before the real one, of which
 * loading them is by far the largest part. The nodes are in no contact with any other and
 * write no log.
 */
public final class Rehearsal {

	private static final Logger logger = LoggerFactory.getLogger(Rehearsal.class);

	private static final NodeAddress ANY_PORT = new NodeAddress("127.0.0.1", 0);

	private final Supplier<? extends Transport> transports;

	/**
	 * Creates a rehearsal.
	 * @param transports makes a transport for each of the two nodes
	 */
	public Rehearsal(Supplier<? extends Transport> transports) {
		this.transports = transports;
	}

	/**
	 * Forms and joins; all is closed afterwards, without the leave, for which nobody
	 * waits while an application starts. That it fails (there may be no loopback) only
	 * costs what it would have saved.
	 * @param most how long joining may take
	 * @return whether it was played to its end
	 * @throws InterruptedException if the thread was interrupted
	 */
	public boolean play(Duration most) throws InterruptedException {
		try (ClusterRuntime first = node(List.of())) {
			NodeAddress seed = first.bind();
			first.join();
			try (ClusterRuntime second = node(List.of(seed))) {
				CompletableFuture<Void> bothUp = new CompletableFuture<>();
				second.subscribe((event) -> {
					if (areUp(event)) {
						bothUp.complete(null);
					}
				});
				second.join();
				bothUp.get(most.toMillis(), TimeUnit.MILLISECONDS);
			}
			return true;
		}
		catch (TimeoutException | ExecutionException | TransportException ex) {
			logger.debug("The rehearsal was not played to its end", ex);
			return false;
		}
	}

	/**
	 * Binds a node and closes it: all that an application waits for that joins nobody.
	 * That it fails only costs what it would have saved.
	 * @return whether it was played to its end
	 */
	public boolean playOpening() {
		try (ClusterRuntime node = node(List.of())) {
			node.bind();
			return true;
		}
		catch (TransportException ex) {
			logger.debug("The opening was not rehearsed to its end", ex);
			return false;
		}
	}

	private ClusterRuntime node(List<NodeAddress> seeds) {
		ClusterSettings settings = ClusterSettings.builder()
			.name("rehearsal")
			.address(ANY_PORT)
			.join(JoinSettings.DEFAULT.withSeedNodes(seeds))
			.build();
		return new ClusterRuntime(settings, this.transports.get(), null, Engine.Factory.REAL, NOPLogger.NOP_LOGGER);
	}

	private static boolean areUp(ClusterEvent event) {
		return event.state().members().size() == 2
				&& event.state().members().stream().allMatch((member) -> member.status().isVoting());
	}

}
