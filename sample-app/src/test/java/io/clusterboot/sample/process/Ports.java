package io.clusterboot.sample.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * TCP ports of this machine.
 */
public final class Ports {

	private static final Set<Integer> given = new HashSet<>();

	private Ports() {
	}

	/**
	 * Finds a port that is free, below those that the system gives to clients, so that it
	 * stays free while its owner is restarted.
	 * @return a port that this method has not given before
	 */
	public static synchronized int free() {
		int port = 20_000 + (int) (ProcessHandle.current().pid() * 131 % 8_000);
		while (!given.add(port) || !isFree(port)) {
			port = (port < 31_000) ? port + 1 : 20_000;
		}
		return port;
	}

	/**
	 * Whether a process, or another one in its network, listens on a port. Asks the
	 * kernel and not the port: a connection would disturb what is measured.
	 * @param process a running process
	 * @param port the port
	 * @return true if somebody listens
	 */
	public static boolean isListening(Process process, int port) {
		Path tables = Path.of("/proc", String.valueOf(process.pid()), "net");
		String listening = ":%04X ".formatted(port);
		return Stream.of(tables.resolve("tcp"), tables.resolve("tcp6"))
			.filter(Files::exists)
			.flatMap((table) -> lines(table).stream())
			.anyMatch((line) -> isListener(line.trim(), listening));
	}

	// sl local_address rem_address st: 0A is LISTEN.
	private static boolean isListener(String line, String port) {
		String[] columns = line.split("\\s+", 5);
		return columns.length > 3 && (columns[1] + " ").endsWith(port) && columns[3].equals("0A");
	}

	private static List<String> lines(Path table) {
		try {
			return Files.readAllLines(table);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
