package io.clusterboot.spring.autoconfigure;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The address of this machine at which others are likely to reach it: of all interfaces
 * that are up, in the system's order, the first private IPv4 address, else the first
 * other IPv4 address, else the first IPv6 address. Loopback and link-local addresses are
 * no candidates.
 */
final class SiteAddress {

	private static final Comparator<InetAddress> PREFERENCE = Comparator
		.comparing((InetAddress address) -> !(address instanceof Inet4Address))
		.thenComparing((address) -> !address.isSiteLocalAddress());

	private SiteAddress() {
	}

	/**
	 * Find the address of this machine.
	 * @return the address as a literal; null if the machine only has a loopback address
	 */
	static @Nullable String find() {
		try {
			return best(NetworkInterface.networkInterfaces()
				.filter(SiteAddress::isUp)
				.sorted(Comparator.comparingInt(NetworkInterface::getIndex))
				.flatMap(NetworkInterface::inetAddresses)
				.toList());
		}
		catch (SocketException ex) {
			return null;
		}
	}

	static @Nullable String best(List<InetAddress> addresses) {
		Stream<InetAddress> candidates = addresses.stream()
			.filter((address) -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()
					&& !address.isAnyLocalAddress() && !address.isMulticastAddress());
		return candidates.min(PREFERENCE).map(SiteAddress::literal).orElse(null);
	}

	private static boolean isUp(NetworkInterface networkInterface) {
		try {
			return networkInterface.isUp() && !networkInterface.isLoopback();
		}
		catch (SocketException ex) {
			return false;
		}
	}

	/** An IPv6 literal without the zone, which means nothing on another machine. */
	private static String literal(InetAddress address) {
		String literal = address.getHostAddress();
		int zone = literal.indexOf('%');
		return (zone < 0) ? literal : literal.substring(0, zone);
	}

}
