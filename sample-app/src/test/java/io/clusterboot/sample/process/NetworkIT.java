package io.clusterboot.sample.process;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the network of the other tests loses, with datagrams between processes on it.
 */
@Tag("network")
class NetworkIT {

	private static final int PORT = 4000;

	private static final int SENT = 1000;

	@Test
	void losesWhatItIsToldToLoseInThatDirectionAndNothingElse() throws Exception {
		try (Network network = Network.create(3)) {
			Host a = network.host(0);
			Host b = network.host(1);
			Host c = network.host(2);
			assertThat(received(a, b)).isEqualTo(SENT);
			network.lose(1, List.of(a), List.of(b));
			assertThat(received(a, b)).isZero();
			assertThat(received(b, a)).isEqualTo(SENT);
			assertThat(received(a, c)).isEqualTo(SENT);
			network.loseBetween(0.8, List.of(a), List.of(b, c));
			// 1000 dice with 20 %: the mean is 200, six deviations are 76
			assertThat(List.of(received(a, b), received(b, a), received(a, c)))
				.allSatisfy((count) -> assertThat(count).isBetween(124, 276));
			assertThat(received(b, c)).isEqualTo(SENT);
			network.heal();
			assertThat(List.of(received(a, b), received(b, a))).containsOnly(SENT);
		}
	}

	@Test
	void leavesNothingBehind() throws Exception {
		Network network = Network.create(2);
		String mine = "cbt" + ProcessHandle.current().pid();
		Process running = java(network.host(0), Listener.class, String.valueOf(PORT));
		assertThat(namespaces()).anyMatch((name) -> name.startsWith(mine));
		network.close();
		assertThat(running.waitFor(10, TimeUnit.SECONDS)).as("a process on a host ends").isTrue();
		assertThat(namespaces()).noneMatch((name) -> name.startsWith(mine));
		assertThat(Path.of("/sys/class/net"))
			.isDirectoryNotContaining((path) -> path.getFileName().toString().startsWith(mine));
	}

	private static List<String> namespaces() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("/run/netns"))) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

	/** Sends datagrams, and tells how many arrived. */
	private static int received(Host from, Host to) throws Exception {
		Process listener = java(to, Listener.class, String.valueOf(PORT));
		try {
			Fleet.until(() -> isBound(listener), Duration.ofSeconds(60), () -> "a listener at " + to);
			Process sender = java(from, Sender.class, to.address(), String.valueOf(PORT), String.valueOf(SENT));
			assertThat(sender.waitFor()).isZero();
			listener.getOutputStream().close();
			return Integer
				.parseInt(new String(listener.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim());
		}
		finally {
			listener.destroyForcibly();
		}
	}

	private static boolean isBound(Process listener) {
		String port = ":%04X ".formatted(PORT);
		Path tables = Path.of("/proc", String.valueOf(listener.pid()), "net");
		try {
			return Files.readString(tables.resolve("udp")).contains(port)
					|| Files.readString(tables.resolve("udp6")).contains(port);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Process java(Host host, Class<?> program, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(host.entrance());
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx16m",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp",
				Path.of("target", "test-classes").toString(), program.getName()));
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	/** Counts datagrams until its input ends, and prints how many came. */
	static final class Listener {

		public static void main(String[] arguments) throws IOException {
			try (DatagramSocket socket = new DatagramSocket(Integer.parseInt(arguments[0]))) {
				Thread waiting = new Thread(() -> awaitEndOfInput(socket.getLocalPort()));
				waiting.start();
				int count = 0;
				byte[] buffer = new byte[1];
				DatagramPacket packet = new DatagramPacket(buffer, 1);
				for (socket.receive(packet); buffer[0] == 1; socket.receive(packet)) {
					count++;
				}
				System.out.println(count);
			}
		}

		private static void awaitEndOfInput(int port) {
			try (DatagramSocket socket = new DatagramSocket()) {
				System.in.readAllBytes();
				socket.send(new DatagramPacket(new byte[] { 0 }, 1, InetAddress.getLoopbackAddress(), port));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/** Sends datagrams, slowly enough for one that counts them. */
	static final class Sender {

		public static void main(String[] arguments) throws Exception {
			InetAddress to = InetAddress.getByName(arguments[0]);
			try (DatagramSocket socket = new DatagramSocket()) {
				for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
					socket.send(new DatagramPacket(new byte[] { 1 }, 1, to, Integer.parseInt(arguments[1])));
					TimeUnit.MICROSECONDS.sleep(200);
				}
			}
		}

	}

}
