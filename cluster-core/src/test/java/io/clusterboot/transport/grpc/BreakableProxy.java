package io.clusterboot.transport.grpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A TCP proxy whose connections can be broken as the kernel breaks those of a killed
 * process.
 */
final class BreakableProxy implements AutoCloseable {

	private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final CountDownLatch ended = new CountDownLatch(1);

	private final int target;

	BreakableProxy(int target) throws IOException {
		this.target = target;
		start(this::accept);
	}

	int port() {
		return this.listener.getLocalPort();
	}

	int connections() {
		return this.sockets.size() / 2;
	}

	/** Breaks all connections. */
	void reset() throws IOException {
		for (Socket socket : this.sockets) {
			if (!socket.isClosed()) {
				socket.setSoLinger(true, 0);
				socket.close();
			}
		}
	}

	/** Waits until one side has ended all connections. */
	void awaitEnd() throws InterruptedException {
		assertThat(this.ended.await(10, TimeUnit.SECONDS)).as("a connection ended").isTrue();
	}

	@Override
	public void close() throws IOException {
		this.listener.close();
		reset();
	}

	private void accept() throws IOException {
		while (true) {
			Socket client = this.listener.accept();
			Socket server = new Socket(InetAddress.getLoopbackAddress(), this.target);
			this.sockets.add(client);
			this.sockets.add(server);
			start(() -> {
				client.getInputStream().transferTo(server.getOutputStream());
				this.ended.countDown();
			});
			start(() -> server.getInputStream().transferTo(client.getOutputStream()));
		}
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException | UncheckedIOException ex) {
				// The end of the connection.
			}
		}, "proxy");
		thread.setDaemon(true);
		thread.start();
	}

	private interface Task {

		void run() throws IOException;

	}

}
