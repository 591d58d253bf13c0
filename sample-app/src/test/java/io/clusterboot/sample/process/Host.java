package io.clusterboot.sample.process;

import java.util.List;

/**
 * Where a process runs.
 *
 * @param address its IPv4 address
 * @param entrance the command that starts another command there; empty for this machine
 * itself
 */
public record Host(String address, List<String> entrance) {

	/** This machine, by itself. */
	public static final Host LOOPBACK = new Host("127.0.0.1", List.of());

	public Host {
		entrance = List.copyOf(entrance);
	}

	/**
	 * The address as a number.
	 * @return 32 bits, without a sign
	 */
	long number() {
		long number = 0;
		for (String part : this.address.split("\\.")) {
			number = (number << 8) + Integer.parseInt(part);
		}
		return number;
	}

	@Override
	public String toString() {
		return this.address;
	}

}
