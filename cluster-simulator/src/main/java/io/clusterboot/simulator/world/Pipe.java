package io.clusterboot.simulator.world;

import java.util.ArrayDeque;
import java.util.Deque;

import io.clusterboot.api.Limits;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.transport.grpc.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: frames in order, held while there is no way through.
 */
final class Pipe {

	/** More than this waiting for a peer to read ends the link, as the real one does. */
	private static final long MOST_WAITING = 4 << 20;

	private final Connections connections;

	private final Connection connection;

	private final boolean forward;

	private final Deque<Parcel> waiting = new ArrayDeque<>();

	private @Nullable WireFormat format;

	private boolean finished;

	/** A segment was lost so often that the connection is given up. */
	private boolean stuck;

	private long arrival;

	private int underWay;

	private long queueBytes;

	private long blockedSince = -1;

	Pipe(Connections connections, Connection connection, boolean forward) {
		this.connections = connections;
		this.connection = connection;
		this.forward = forward;
	}

	private SimulatedNode sender() {
		return this.forward ? this.connection.dialler : this.connection.target;
	}

	private SimulatedNode receiver() {
		return this.forward ? this.connection.target : this.connection.dialler;
	}

	private long receiverLink() {
		return this.forward ? this.connection.acceptedId : this.connection.dialledId;
	}

	void send(Frame frame) {
		Parcel parcel = pack(frame);
		this.queueBytes += parcel.size;
		this.connections.traffic().queued(this.queueBytes);
		this.waiting.add(parcel);
		pump();
		if (this.queueBytes > MOST_WAITING) {
			this.connections.end(this.connection, Disconnect.RESET);
		}
	}

	private Parcel pack(Frame frame) {
		if (!this.connections.traffic().isWire()) {
			return new Parcel(frame, null, Traffic.ASSUMED_BYTES);
		}
		byte[] bytes = format().encode(frame);
		if (bytes.length > Limits.FRAME_BYTES) {
			throw new IllegalStateException("A frame of " + bytes.length + " bytes is more than a link may carry");
		}
		this.connections.traffic().bytes(bytes.length);
		return new Parcel(null, bytes, bytes.length);
	}

	private WireFormat format() {
		WireFormat present = this.format;
		if (present == null) {
			present = new WireFormat();
			this.format = present;
		}
		return present;
	}

	/** No more frames follow. */
	void finish() {
		this.finished = true;
		pump();
		drained();
	}

	boolean isFinished() {
		return this.finished;
	}

	/** Sends what can be sent now. */
	void pump() {
		if (this.connection.closed || this.stuck || !this.connection.isEstablished()) {
			return;
		}
		// acknowledgements must come back, too
		if (this.connections.weather().isBroken(sender(), receiver())) {
			block();
			return;
		}
		this.blockedSince = -1;
		SimulatedCluster cluster = this.connections.cluster();
		while (!this.waiting.isEmpty()) {
			Parcel parcel = this.waiting.remove();
			long delay = this.connections.weather().delay(sender(), receiver());
			if (delay >= Weather.RESET_AFTER) {
				this.stuck = true;
				cluster.after(Weather.RESET_AFTER, () -> this.connections.end(this.connection, Disconnect.RESET));
				return;
			}
			long rate = this.connections.weather().receptionRate(receiver());
			long taking = (rate > 0) ? parcel.size * 1000L / rate : 0;
			this.arrival = Math.max(this.arrival, cluster.now() + delay) + taking;
			this.underWay++;
			cluster.at(this.arrival, () -> arrived(parcel));
		}
	}

	private void arrived(Parcel parcel) {
		this.underWay--;
		this.queueBytes -= parcel.size;
		if (this.connection.closed) {
			return;
		}
		long link = receiverLink();
		if (link != 0 && this.connections.get(receiver(), link) == this.connection) {
			unpack(parcel, link);
		}
		drained();
	}

	private void unpack(Parcel parcel, long link) {
		Frame frame = parcel.frame;
		if (frame == null && parcel.bytes != null) {
			frame = format().decode(parcel.bytes);
		}
		if (frame != null) {
			receiver().arrive(new Input.FrameReceived(link, frame));
		}
	}

	/** Whether all has arrived, and then the end does. */
	void drained() {
		if (this.finished && this.underWay == 0 && this.waiting.isEmpty() && !this.connection.closed) {
			SimulatedCluster cluster = this.connections.cluster();
			cluster.after(this.connections.weather().delay(sender(), receiver()), () -> {
				if (!this.connection.closed) {
					this.connections.finished(this.connection, this.forward);
				}
			});
		}
	}

	private void block() {
		if (this.blockedSince < 0 && (!this.waiting.isEmpty() || this.finished)) {
			SimulatedCluster cluster = this.connections.cluster();
			long since = cluster.now();
			this.blockedSince = since;
			cluster.after(Weather.RESET_AFTER, () -> {
				if (this.blockedSince == since && !this.connection.closed) {
					this.connections.end(this.connection, Disconnect.RESET);
				}
			});
		}
	}

	/**
	 * A frame on its way, encoded or not.
	 *
	 * @param frame the frame
	 * @param bytes the frame's bytes
	 * @param size how much of the queue it takes
	 */
	private record Parcel(@Nullable Frame frame, byte @Nullable [] bytes, int size) {
	}

}
