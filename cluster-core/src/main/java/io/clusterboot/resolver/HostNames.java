package io.clusterboot.resolver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

import io.grpc.SynchronizationContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up host names without keeping anybody waiting, and remembers what it found. Used
 * in a channel's synchronization context alone.
 */
final class HostNames {

	private static final Logger logger = LoggerFactory.getLogger(HostNames.class);

	/** What needs no look-up: IPv4, and IPv6, which alone contains colons. */
	private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

	private final Executor executor;

	private final SynchronizationContext context;

	private final Runnable onChange;

	private final Map<String, List<InetAddress>> known = new HashMap<>();

	private final Set<String> underWay = new HashSet<>();

	/**
	 * Creates it without any name.
	 * @param executor for look-ups, which block
	 * @param context where the result is used
	 * @param onChange told that a name has another result than before
	 */
	HostNames(Executor executor, SynchronizationContext context, Runnable onChange) {
		this.executor = executor;
		this.context = context;
		this.onChange = onChange;
	}

	/**
	 * The addresses of a host. One that was not found is looked up again.
	 * @param host the name, or an IP address
	 * @return the addresses; empty if the name was not found, null if it is not known yet
	 */
	@Nullable List<InetAddress> addresses(String host) {
		if (LITERAL.matcher(host).matches()) {
			return find(host);
		}
		List<InetAddress> addresses = this.known.get(host);
		if (addresses == null || addresses.isEmpty()) {
			lookUp(host);
		}
		return addresses;
	}

	/** Looks up all names again. */
	void refresh() {
		List.copyOf(this.known.keySet()).forEach(this::lookUp);
	}

	private void lookUp(String host) {
		if (this.underWay.add(host)) {
			this.executor.execute(() -> {
				List<InetAddress> found = find(host);
				this.context.execute(() -> found(host, found));
			});
		}
	}

	private void found(String host, List<InetAddress> addresses) {
		this.underWay.remove(host);
		List<InetAddress> before = this.known.put(host, addresses);
		if (addresses.equals(before)) {
			return;
		}
		if (addresses.isEmpty()) {
			logger.warn("The host name {} of a member is not known to DNS here: no gRPC call goes to it", host);
		}
		this.onChange.run();
	}

	private static List<InetAddress> find(String host) {
		try {
			return List.of(InetAddress.getAllByName(host));
		}
		catch (UnknownHostException ex) {
			return List.of();
		}
	}

}
