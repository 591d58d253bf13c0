package io.clusterboot.simulator.world;

/**
 * One TCP connection with a link on it.
 */
final class Connection {

	final SimulatedNode dialler;

	final SimulatedNode target;

	/** The dialler's number; 0 when nobody reads there. */
	final long dialledId;

	final Pipe forward;

	final Pipe backward;

	/** The target's number; 0 until it is established. */
	long acceptedId;

	boolean closed;

	Connection(Connections connections, SimulatedNode dialler, SimulatedNode target, long dialledId) {
		this.dialler = dialler;
		this.target = target;
		this.dialledId = dialledId;
		this.forward = new Pipe(connections, this, true);
		this.backward = new Pipe(connections, this, false);
	}

	boolean isEstablished() {
		return this.acceptedId != 0;
	}

}
