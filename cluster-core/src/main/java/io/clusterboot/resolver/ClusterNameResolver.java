package io.clusterboot.resolver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.NodeAddress;
import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import org.jspecify.annotations.Nullable;

/**
 * Tells a channel which members serve a role, whenever that changed. Everything happens
 * in the channel's synchronization context, which the cluster's events only enter; they
 * never wait for it.
 */
final class ClusterNameResolver extends NameResolver {

	private static final Map<String, ?> SERVICE_CONFIG = Map.of("loadBalancingConfig",
			List.of(Map.of(ClusterRoundRobinProvider.POLICY, Map.of())));

	private final Cluster cluster;

	private final String role;

	private final SynchronizationContext context;

	private final ConfigOrError serviceConfig;

	private final HostNames hosts;

	private @Nullable Listener2 listener;

	private Cluster.@Nullable Subscription subscription;

	private @Nullable Answer last;

	ClusterNameResolver(Cluster cluster, String role, Args args) {
		this.cluster = cluster;
		this.role = role;
		this.context = args.getSynchronizationContext();
		this.serviceConfig = args.getServiceConfigParser().parseServiceConfig(SERVICE_CONFIG);
		// without one the channel uses a thread of its own
		this.hosts = new HostNames(Objects.requireNonNull(args.getOffloadExecutor(), "a channel has this executor"),
				this.context, this::resolve);
	}

	@Override
	public String getServiceAuthority() {
		// only a name: each address brings the authority of its own connection
		return this.role.isEmpty() ? ClusterNameResolverProvider.SCHEME
				: URLEncoder.encode(this.role, StandardCharsets.UTF_8);
	}

	@Override
	public void start(Listener2 listener) {
		this.listener = listener;
		this.subscription = this.cluster.subscribe((event) -> {
			if (!(event instanceof ClusterEvent.LoadChanged)) {
				this.context.execute(this::resolve);
			}
		});
		// a node outside a cluster has no events to tell
		this.context.execute(this::resolve);
	}

	/**
	 * A connection failed, or the channel waits for members: those are always the latest,
	 * but the hosts may have got other addresses.
	 */
	@Override
	public void refresh() {
		this.hosts.refresh();
	}

	@Override
	public void shutdown() {
		this.listener = null;
		if (this.subscription != null) {
			this.subscription.cancel();
		}
	}

	private void resolve() {
		if (this.listener == null) {
			return;
		}
		Servers servers = Servers.of(this.cluster.state(), this.role);
		List<EquivalentAddressGroup> groups = new ArrayList<>();
		List<String> unresolved = new ArrayList<>();
		boolean pending = false;
		for (NodeAddress server : servers.addresses()) {
			List<InetAddress> found = this.hosts.addresses(server.host());
			if (found == null) {
				pending = true;
			}
			else if (found.isEmpty()) {
				unresolved.add(server.host());
			}
			else {
				groups.add(group(server, found));
			}
		}
		if (groups.isEmpty() && pending && this.last == null) {
			// the first calls rather wait for the names than fail
			return;
		}
		answer(this.listener, new Answer(groups, servers.problem(unresolved)));
	}

	private void answer(Listener2 listener, Answer answer) {
		if (answer.equals(this.last)) {
			return;
		}
		this.last = answer;
		StatusOr<List<EquivalentAddressGroup>> result = answer.groups().isEmpty()
				? StatusOr.fromStatus(Status.UNAVAILABLE.withDescription(answer.problem()))
				: StatusOr.fromValue(answer.groups());
		// what a refused answer calls for is a refresh, which the channel does by itself
		listener.onResult2(
				ResolutionResult.newBuilder().setAddressesOrError(result).setServiceConfig(this.serviceConfig).build());
	}

	private static EquivalentAddressGroup group(NodeAddress server, List<InetAddress> found) {
		List<SocketAddress> addresses = new ArrayList<>();
		found.forEach((address) -> addresses.add(new InetSocketAddress(address, server.port())));
		// the zone of a link-local address is nothing for others
		String authority = server.toString().replaceFirst("%[^\\]]*", "");
		return new EquivalentAddressGroup(addresses,
				Attributes.newBuilder().set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, authority).build());
	}

	/** What the channel was told: where to go, or why nowhere. */
	private record Answer(List<EquivalentAddressGroup> groups, String problem) {
	}

}
