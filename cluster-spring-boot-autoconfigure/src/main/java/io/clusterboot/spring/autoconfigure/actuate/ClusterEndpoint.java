package io.clusterboot.spring.autoconfigure.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.InvalidAddressException;
import io.clusterboot.api.NoSuchMemberException;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.spring.autoconfigure.actuate.ClusterDescriptor.MemberDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that shows the cluster as this node sees it. With
 * {@code management.endpoint.cluster.access=unrestricted}, it also lets members leave or
 * declares them dead.
 */
@Endpoint(id = "cluster", defaultAccess = Access.READ_ONLY)
public class ClusterEndpoint {

	private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);

	private final Cluster cluster;

	private final Sanitizer sanitizer;

	/**
	 * Create a new endpoint.
	 * @param cluster the cluster to show
	 * @param sanitizingFunctions functions that mask values of the members' metadata, in
	 * addition to those that look like credentials
	 */
	public ClusterEndpoint(Cluster cluster, Iterable<SanitizingFunction> sanitizingFunctions) {
		this.cluster = cluster;
		List<SanitizingFunction> functions = new ArrayList<>();
		sanitizingFunctions.forEach(functions::add);
		functions.add(SanitizingFunction.sanitizeValue().ifLikelyCredential());
		this.sanitizer = new Sanitizer(functions);
	}

	/**
	 * Show the cluster.
	 * @return the cluster as this node sees it
	 */
	@ReadOperation
	public ClusterDescriptor cluster() {
		return ClusterDescriptor.of(this.cluster.state(), this::sanitize);
	}

	/**
	 * Show a member.
	 * @param address the member's address, as host:port
	 * @return the member; null if there is none at the address
	 */
	@ReadOperation
	public @Nullable MemberDescriptor member(@Selector String address) {
		NodeAddress nodeAddress = parse(address);
		if (nodeAddress == null) {
			return null;
		}
		return this.cluster.state()
			.member(nodeAddress)
			.map((member) -> MemberDescriptor.of(member, this::sanitize))
			.orElse(null);
	}

	/**
	 * Let a member leave, or declare it dead. Returns when this node recorded the
	 * command.
	 * @param address the member's address, as host:port
	 * @param operation {@code leave} or {@code down}
	 * @return the member as this node sees it now; null if it is already gone
	 * @throws NoSuchMemberException if there is no member at the address
	 */
	@WriteOperation
	public @Nullable MemberDescriptor change(@Selector String address, String operation) {
		NodeAddress nodeAddress = parse(address);
		if (nodeAddress == null) {
			throw new InvalidEndpointRequestException("Invalid address '" + address + "'",
					"The address must have the form host:port");
		}
		switch (operation) {
			case "leave" -> await(this.cluster.leave(nodeAddress));
			case "down" -> await(this.cluster.down(nodeAddress));
			default -> throw new InvalidEndpointRequestException("Unknown operation '" + operation + "'",
					"The operation must be 'leave' or 'down'");
		}
		return member(address);
	}

	private static void await(CompletableFuture<Void> command) {
		try {
			command.get(COMMAND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the command was under way", ex);
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException("The node did not record the command in time", ex);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof NoSuchMemberException noSuchMember) {
				throw noSuchMember;
			}
			throw new IllegalStateException("The command failed", ex.getCause());
		}
	}

	private static @Nullable NodeAddress parse(String address) {
		try {
			return NodeAddress.parse(address);
		}
		catch (InvalidAddressException ex) {
			return null;
		}
	}

	private String sanitize(String key, String value) {
		return String.valueOf(this.sanitizer.sanitize(new SanitizableData(null, key, value), true));
	}

}
