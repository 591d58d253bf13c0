package io.clusterboot.transport.grpc;

import java.util.Map;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.InvalidAddressException;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Greeting;
import io.clusterboot.v1.Wire;

/**
 * Who somebody is, as bytes and back.
 */
final class IdentityCodec {

	private IdentityCodec() {
	}

	/**
	 * Writes an address.
	 * @param address the address
	 * @return the message
	 */
	static Wire.Address write(NodeAddress address) {
		return Wire.Address.newBuilder().setHost(address.host()).setPort(address.port()).build();
	}

	/**
	 * Reads an address.
	 * @param wire the message
	 * @return the address
	 * @throws MalformedFrameException if it is none
	 */
	static NodeAddress read(Wire.Address wire) throws MalformedFrameException {
		return address(wire.getHost(), wire.getPort());
	}

	/**
	 * Writes an id.
	 * @param id the id
	 * @return the message
	 */
	static Wire.NodeId write(NodeId id) {
		return Wire.NodeId.newBuilder()
			.setHost(id.address().host())
			.setPort(id.address().port())
			.setIncarnation(id.incarnation())
			.build();
	}

	/**
	 * Reads an id.
	 * @param wire the message
	 * @return the id
	 * @throws MalformedFrameException if it is none
	 */
	static NodeId read(Wire.NodeId wire) throws MalformedFrameException {
		return new NodeId(address(wire.getHost(), wire.getPort()),
				Bounds.positive(wire.getIncarnation(), "The incarnation"));
	}

	/**
	 * Writes a cluster's id.
	 * @param id the id
	 * @return the message
	 */
	static Wire.ClusterId write(ClusterId id) {
		return Wire.ClusterId.newBuilder().setHigh(id.high()).setLow(id.low()).build();
	}

	/**
	 * Reads a cluster's id.
	 * @param wire the message
	 * @return the id
	 */
	static ClusterId read(Wire.ClusterId wire) {
		return new ClusterId(wire.getHigh(), wire.getLow());
	}

	/**
	 * Writes a greeting.
	 * @param greeting the greeting
	 * @return the message
	 */
	static Wire.Greeting write(Greeting greeting) {
		return Wire.Greeting.newBuilder()
			.setClusterName(greeting.clusterName())
			.setOldestProtocol(greeting.oldestProtocol())
			.setNewestProtocol(greeting.newestProtocol())
			.putAllConfiguration(greeting.configuration())
			.setSelf(write(greeting.self()))
			.build();
	}

	/**
	 * Reads a greeting.
	 * @param wire the message
	 * @return the greeting
	 * @throws MalformedFrameException if it is none
	 */
	static Greeting read(Wire.Greeting wire) throws MalformedFrameException {
		Map<String, String> configuration = wire.getConfigurationMap();
		Bounds.atMost(configuration.size(), Bounds.CONFIGURATION, "The number of settings");
		for (Map.Entry<String, String> entry : configuration.entrySet()) {
			Bounds.name(entry.getKey(), "a setting's name");
			Bounds.name(entry.getValue(), "a setting");
		}
		return new Greeting(Bounds.name(wire.getClusterName(), "the cluster's name"),
				Bounds.atMost(wire.getOldestProtocol(), Integer.MAX_VALUE, "The oldest protocol"),
				Bounds.atMost(wire.getNewestProtocol(), Integer.MAX_VALUE, "The newest protocol"), configuration,
				read(wire.getSelf()));
	}

	private static NodeAddress address(String host, int port) throws MalformedFrameException {
		if (port == 0) {
			throw new MalformedFrameException("The port is missing");
		}
		try {
			return new NodeAddress(host, port);
		}
		catch (InvalidAddressException ex) {
			throw new MalformedFrameException("Not an address", ex);
		}
	}

}
