package io.clusterboot.resolver;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Set;

import io.clusterboot.api.Cluster;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Lets gRPC clients call the members of a cluster by role: a channel to
 * {@code cluster:///pricing} follows the reachable UP members with the role
 * {@code pricing}, one to {@code cluster:///} all of them, this node included. A member
 * that leaves or becomes unreachable gets no new call from then on; calls under way go
 * on. Calls are spread by {@link ClusterRoundRobinProvider}.
 * <p>
 * A member takes part if its metadata says under {@link #PORT} on which port its gRPC
 * server listens. If none does, calls fail as UNAVAILABLE, and say so: put the port into
 * the metadata, with {@code cluster.metadata.grpc-port} or {@link Cluster#putMetadata}.
 * Calls also fail while this node is not a member of a cluster; those that are ready to
 * wait ({@code stub.withWaitForReady()}) wait for both instead.
 * <p>
 * {@linkplain #register() Registered}, it serves every channel of the process that is
 * built from then on; the one that registered first counts. Where several nodes live in
 * one process, a channel names the one to ask with
 * {@link ManagedChannelBuilder#setNameResolverArg setNameResolverArg(CLUSTER, cluster)}.
 * <p>
 * The service config that comes along holds nothing but the way of spreading calls. gRPC
 * prefers it to the default service config of the channel: a channel with retries of its
 * own, say, also says {@link ManagedChannelBuilder#disableServiceConfigLookUp()} and puts
 * {@link ClusterRoundRobinProvider#POLICY} into its own config.
 * <p>
 * The address of a member is the authority of the connection to it, so with TLS its
 * certificate must name the host that it advertises. Safe for use by many threads.
 */
public final class ClusterNameResolverProvider extends NameResolverProvider implements AutoCloseable {

	/** The scheme of targets, as in {@code cluster:///pricing}. */
	public static final String SCHEME = "cluster";

	/** Key in the metadata of a member: the port of its gRPC server. */
	public static final String PORT = "grpc-port";

	/** Argument of a channel: the cluster to ask, if not the one that was registered. */
	public static final NameResolver.Args.Key<Cluster> CLUSTER = NameResolver.Args.Key.create("io.clusterboot.CLUSTER");

	/** Below that of DNS, which stays the scheme of targets without one. */
	private static final int PRIORITY = 4;

	private final Cluster cluster;

	/**
	 * Creates a provider.
	 * @param cluster the cluster to ask for members; it need not have been joined yet
	 */
	public ClusterNameResolverProvider(Cluster cluster) {
		this.cluster = cluster;
	}

	/**
	 * Registers with gRPC, for all channels of the process that are built from now on.
	 */
	public void register() {
		NameResolverRegistry.getDefaultRegistry().register(this);
	}

	/**
	 * Takes the registration back, if there is one. Channels that were built go on.
	 */
	@Override
	public void close() {
		NameResolverRegistry.getDefaultRegistry().deregister(this);
	}

	/**
	 * Creates a resolver for a target of the scheme {@code cluster}.
	 * @param target the target
	 * @param args what the channel brings along
	 * @return the resolver; null for another scheme
	 * @throws IllegalArgumentException if the target is not {@code cluster:///role}
	 */
	@Override
	public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
		if (!SCHEME.equals(target.getScheme())) {
			return null;
		}
		String path = target.getPath();
		if (path == null || !path.startsWith("/") || target.getRawAuthority() != null) {
			throw new IllegalArgumentException("'" + target
					+ "' names no role: write cluster:///role, with three slashes, or cluster:/// for all");
		}
		Cluster chosen = args.getArg(CLUSTER);
		return new ClusterNameResolver((chosen != null) ? chosen : this.cluster, path.substring(1), args);
	}

	@Override
	public String getDefaultScheme() {
		return SCHEME;
	}

	@Override
	public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
		return Set.of(InetSocketAddress.class);
	}

	@Override
	protected boolean isAvailable() {
		return true;
	}

	@Override
	protected int priority() {
		return PRIORITY;
	}

}
