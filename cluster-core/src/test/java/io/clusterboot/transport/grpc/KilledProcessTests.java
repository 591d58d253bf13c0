package io.clusterboot.transport.grpc;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a transport tells when the process at the other end is killed.
 */
class KilledProcessTests {

	@Test
	void bothEndsAreToldAtOnceAndARedialIsRefused() throws Exception {
		try (Peer peer = Peer.plain()) {
			Process victim = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-cp", System.getProperty("java.class.path"), VictimProgram.class.getName(),
					String.valueOf(peer.address().port()))
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			try (BufferedReader output = new BufferedReader(new InputStreamReader(victim.getInputStream()))) {
				NodeAddress address = new NodeAddress("127.0.0.1", Integer.parseInt(output.readLine()));
				long accepted = peer.accept();
				long dialled = peer.dial(address);
				peer.send(dialled, peer.hello(new NodeId(address, 1)));
				peer.next(Input.FrameReceived.class, (input) -> input.frame() instanceof Frame.Accepted);
				victim.destroyForcibly().waitFor();
				long start = System.nanoTime();
				Input.LinkClosed first = peer.next(Input.LinkClosed.class);
				Input.LinkClosed second = peer.next(Input.LinkClosed.class);
				assertThat(first.reason()).isEqualTo(Disconnect.RESET);
				assertThat(second.reason()).isEqualTo(Disconnect.RESET);
				assertThat(new long[] { first.link(), second.link() }).containsExactlyInAnyOrder(accepted, dialled);
				peer.dial(address);
				assertThat(peer.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.REFUSED);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
			}
			finally {
				victim.destroyForcibly();
			}
		}
	}

}
