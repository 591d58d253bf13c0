package io.clusterboot.api;

import java.util.Locale;
import java.util.Objects;

/**
 * Where a node is reached: a host name or IP literal and a TCP port. Ordered by host,
 * then port; the order decides leadership and must be the same on every node, so hosts
 * are kept in lower case and are compared as text, never resolved.
 *
 * @param host host name, IPv4 literal or IPv6 literal (without brackets), not blank, at
 * most 255 characters
 * @param port TCP port, 0 to 65535; 0 means "not bound yet"
 */
public record NodeAddress(String host, int port) implements Comparable<NodeAddress> {

	/** The longest host name that DNS allows (RFC 1035, section 2.3.4). */
	private static final int MAX_HOST_LENGTH = 255;

	private static final int MAX_PORT = 65535;

	/**
	 * Creates an address.
	 * @throws InvalidAddressException if host or port is out of range
	 */
	public NodeAddress {
		Objects.requireNonNull(host, "host");
		if (host.isBlank() || host.length() > MAX_HOST_LENGTH || !isHost(host)) {
			throw new InvalidAddressException(host, "the host must be a host name or an IP address");
		}
		if (port < 0 || port > MAX_PORT) {
			throw new InvalidAddressException(host + ":" + port, "the port must be between 0 and 65535");
		}
		host = host.toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads {@code host:port}; an IPv6 literal stands in brackets, {@code [::1]:7946}.
	 * @param text the text to read
	 * @return the address
	 * @throws InvalidAddressException if the text is not an address with a port
	 */
	public static NodeAddress parse(String text) {
		String trimmed = text.trim();
		int colon = trimmed.lastIndexOf(':');
		if (colon <= 0 || colon == trimmed.length() - 1) {
			throw new InvalidAddressException(text, "expected host:port");
		}
		String host = trimmed.substring(0, colon);
		if (host.startsWith("[") && host.endsWith("]")) {
			host = host.substring(1, host.length() - 1);
		}
		else if (host.indexOf(':') >= 0) {
			throw new InvalidAddressException(text, "an IPv6 address must stand in brackets, as in [::1]:7946");
		}
		try {
			return new NodeAddress(host, Integer.parseInt(trimmed.substring(colon + 1)));
		}
		catch (NumberFormatException ex) {
			throw new InvalidAddressException(text, "the port must be a number");
		}
	}

	/**
	 * The same host with another port.
	 * @param port the port
	 * @return the new address
	 */
	public NodeAddress withPort(int port) {
		return new NodeAddress(this.host, port);
	}

	private static boolean isHost(String host) {
		// for each id in each frame: a stream would cost more than all else about it
		for (int i = 0; i < host.length(); i++) {
			char c = host.charAt(i);
			boolean mark = c == '.' || c == '-' || c == '_' || c == ':' || c == '%';
			if (!mark && (c >= 128 || !Character.isLetterOrDigit(c))) {
				return false;
			}
		}
		return true;
	}

	@Override
	public int compareTo(NodeAddress other) {
		int byHost = this.host.compareTo(other.host);
		return (byHost != 0) ? byHost : Integer.compare(this.port, other.port);
	}

	@Override
	public String toString() {
		return (this.host.indexOf(':') >= 0) ? "[" + this.host + "]:" + this.port : this.host + ":" + this.port;
	}

}
