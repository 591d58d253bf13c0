package io.clusterboot.transport.grpc;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What transports cost, and that they give it back.
 */
class ResourceTests {

	@Test
	void threadsDoNotGrowWithTransportsAndEndWithTheLast() throws InterruptedException {
		List<Peer> peers = new ArrayList<>();
		try {
			for (int i = 0; i < 20; i++) {
				peers.add(Peer.plain());
			}
			for (int i = 1; i < 20; i++) {
				peers.get(i).greet(peers.get(0));
				peers.get(0).accept();
				peers.get(i).next(Input.FrameReceived.class);
			}
			assertThat(networkThreads()).isLessThanOrEqualTo(Math.max(2, Runtime.getRuntime().availableProcessors()));
		}
		finally {
			peers.forEach(Peer::close);
		}
		awaitThreads(0);
	}

	@Test
	void anIdleConnectionIsClosed() throws Exception {
		try (Peer server = Peer.plain();
				Peer client = Peer.plain();
				BreakableProxy proxy = new BreakableProxy(server.address().port())) {
			client.call(new NodeAddress("127.0.0.1", proxy.port()), client.join(), 5000);
			Input.CallReceived call = server.next(Input.CallReceived.class);
			server.transport.perform(new Output.Reply(call.call(), new Response.Granted()));
			client.next(Input.CallAnswered.class);
			proxy.awaitEnd();
		}
	}

	private static long networkThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("cluster-net"))
			.count();
	}

	private static void awaitThreads(long count) throws InterruptedException {
		long deadline = System.nanoTime() + 10_000_000_000L;
		while (networkThreads() > count) {
			assertThat(System.nanoTime()).as("network threads are left over").isLessThan(deadline);
			Thread.sleep(10);
		}
	}

}
