package io.clusterboot.sample.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * Hosts with addresses of their own on this machine, and a network between them that
 * loses what it is told to lose: network namespaces, each with a pair of virtual Ethernet
 * devices whose other end is a port of one bridge. This machine has an address on the
 * bridge, too, and always reaches every host.
 * <p>
 * Packets are dropped where they enter the bridge, and not where they leave the host: of
 * the latter the kernel of the sender knows, and its TCP then tries again every half
 * second, which it never does in a real network.
 */
public final class Network implements AutoCloseable {

	private static final String PREFIX = "cbt";

	private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)[a-z](-\\d+)?");

	private static final AtomicInteger count = new AtomicInteger();

	private final String name = PREFIX + ProcessHandle.current().pid() + (char) ('a' + count.getAndIncrement() % 26);

	private final List<Host> hosts = new ArrayList<>();

	private final Map<Host, Loss> losses = new HashMap<>();

	private final Set<Host> slow = new HashSet<>();

	private final Thread cleaner = new Thread(this::delete, "network-cleaner");

	private Network() {
	}

	/**
	 * Creates a network. Skips the test where that is not possible: without the rights of
	 * root, or without the commands {@code ip} and {@code tc}.
	 * @param hosts how many hosts, at most 99
	 * @return the network, in which nothing gets lost
	 */
	public static Network create(int hosts) {
		Network network = new Network();
		try {
			run("tc", "-Version");
			delete(Network::isLeftBehind);
		}
		catch (CommandException | UncheckedIOException ex) {
			return Assumptions.abort("No commands for network namespaces here: " + ex.getMessage());
		}
		try {
			network.build(hosts);
		}
		catch (CommandException ex) {
			network.delete();
			return Assumptions.abort("No network namespaces here: " + ex.getMessage());
		}
		Runtime.getRuntime().addShutdownHook(network.cleaner);
		return network;
	}

	private void build(int size) {
		String subnet = freeSubnet();
		run("ip", "link", "add", this.name, "type", "bridge");
		run("ip", "address", "add", subnet + "1/24", "dev", this.name);
		run("ip", "link", "set", this.name, "up");
		for (int i = 0; i < size; i++) {
			String device = device(i);
			String address = subnet + (101 + i);
			run("ip", "netns", "add", device);
			run("ip", "link", "add", device, "type", "veth", "peer", "name", "eth0", "netns", device);
			run("ip", "link", "set", device, "master", this.name, "up");
			run("ip", "-n", device, "address", "add", address + "/24", "dev", "eth0");
			run("ip", "-n", device, "link", "set", "eth0", "up");
			run("ip", "-n", device, "link", "set", "lo", "up");
			run("tc", "qdisc", "add", "dev", device, "clsact");
			Host host = new Host(address, List.of("ip", "netns", "exec", device));
			this.hosts.add(host);
			this.losses.put(host, new Loss());
			apply(i);
		}
	}

	private static String freeSubnet() {
		String taken = run("ip", "-4", "-oneline", "address");
		int number = (int) (ProcessHandle.current().pid() % 250);
		while (taken.contains(" 10.213." + number + ".")) {
			number = (number + 1) % 250;
		}
		return "10.213." + number + ".";
	}

	private String device(int index) {
		return this.name + "-" + index;
	}

	public int size() {
		return this.hosts.size();
	}

	/**
	 * A host.
	 * @param index its number, from 0
	 * @return the host
	 */
	public Host host(int index) {
		return this.hosts.get(index);
	}

	/**
	 * Loses a share of the packets, in one direction only.
	 * @param rate from 0, nothing, to 1, everything
	 * @param from those who send
	 * @param to those who do not receive
	 */
	public void lose(double rate, Collection<Host> from, Collection<Host> to) {
		for (Host sender : from) {
			to.stream()
				.filter((receiver) -> !receiver.equals(sender))
				.forEach((receiver) -> this.losses.get(sender).set(receiver, rate));
			apply(this.hosts.indexOf(sender));
		}
	}

	/**
	 * Loses a share of the packets between two groups, both ways.
	 * @param rate from 0, nothing, to 1, everything
	 * @param some the one group
	 * @param others the other group
	 */
	public void loseBetween(double rate, Collection<Host> some, Collection<Host> others) {
		lose(rate, some, others);
		lose(rate, others, some);
	}

	/**
	 * Lets everything that is sent to a host wait for a line of little capacity; nothing
	 * gets lost.
	 * @param to the host
	 * @param bytesPerSecond what the line carries, headers and acknowledgements included
	 */
	public void slow(Host to, int bytesPerSecond) {
		run("tc", "qdisc", "replace", "dev", device(this.hosts.indexOf(to)), "root", "tbf", "rate",
				8 * bytesPerSecond + "bit", "burst", "2kb", "limit", "16mb");
		this.slow.add(to);
	}

	/** Nothing gets lost or waits any more. */
	public void heal() {
		this.losses.values().forEach(Loss::clear);
		for (int i = 0; i < this.hosts.size(); i++) {
			apply(i);
		}
		this.slow.forEach((host) -> run("tc", "qdisc", "delete", "dev", device(this.hosts.indexOf(host)), "root"));
		this.slow.clear();
	}

	private void apply(int sender) {
		run("tc", "filter", "replace", "dev", device(sender), "ingress", "protocol", "ip", "prio", "5", "handle", "1",
				"bpf", "da", "bytecode", this.losses.get(this.hosts.get(sender)).program());
	}

	/** Ends what still runs on the hosts and removes the network. */
	@Override
	public void close() {
		Runtime.getRuntime().removeShutdownHook(this.cleaner);
		delete();
	}

	private void delete() {
		delete((found) -> found.equals(this.name) || found.startsWith(this.name + "-"));
	}

	private static boolean isLeftBehind(String found) {
		Matcher owned = NAME.matcher(found);
		return owned.matches() && ProcessHandle.of(Long.parseLong(owned.group(1))).isEmpty();
	}

	private static void delete(Predicate<String> which) {
		// A line is "2: name@peer: <...", or without the peer.
		names("ip -oneline link show", ": ", 1).map((device) -> device.split("@")[0])
			.filter(which)
			.forEach((device) -> run("ip", "link", "delete", device));
		names("ip netns list", " ", 0).filter(which).forEach((namespace) -> {
			names("ip netns pids " + namespace, " ", 0).flatMap((pid) -> ProcessHandle.of(Long.parseLong(pid)).stream())
				.forEach(ProcessHandle::destroyForcibly);
			run("ip", "netns", "delete", namespace);
		});
	}

	private static Stream<String> names(String command, String separator, int column) {
		return run(command.split(" ")).lines().map((line) -> line.split(separator)[column]);
	}

	private static String run(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (process.waitFor() != 0) {
				throw new CommandException("'" + String.join(" ", command) + "' says: " + output.trim());
			}
			return output;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A command failed. */
	private static final class CommandException extends RuntimeException {

		private CommandException(String message) {
			super(message);
		}

	}

}
