package io.clusterboot.transport.grpc;

import java.util.List;

import com.google.protobuf.InvalidProtocolBufferException;
import io.clusterboot.transport.Conversation;
import io.clusterboot.transport.Envelope;
import io.clusterboot.transport.Introduction;
import io.clusterboot.v1.Wire;
import io.netty.channel.EventLoop;

/**
 * What both ends of a conversation have in common. Everything that touches the stream
 * happens on its event loop.
 */
abstract class ConversationStream implements Conversation {

	/** Until so much waits, more may be sent: enough for the network never to wait. */
	static final int READY_BYTES = 256 * 1024;

	private final EventLoop loop;

	private final ParcelWriter writer = new ParcelWriter();

	private final ParcelReader reader = new ParcelReader();

	private volatile int payloadBytes = Integer.MAX_VALUE;

	private boolean ended;

	private boolean sendingStopped;

	ConversationStream(EventLoop loop) {
		this.loop = loop;
	}

	@Override
	public final int payloadBytes() {
		return this.payloadBytes;
	}

	/**
	 * Notes what the other side takes.
	 * @param said what it said; 0 for no limit
	 */
	final void limitPayloads(int said) {
		if (said > 0) {
			this.payloadBytes = said;
		}
	}

	@Override
	public final void send(List<Envelope> envelopes) {
		if (!this.ended && !this.sendingStopped) {
			transmit(this.writer.write(envelopes));
		}
	}

	@Override
	public final void next() {
		onLoop(() -> {
			if (!this.ended) {
				request();
			}
		});
	}

	@Override
	public final void execute(Runnable task) {
		this.loop.execute(task);
	}

	@Override
	public final void stopSending() {
		onLoop(() -> {
			if (!this.ended && !this.sendingStopped) {
				this.sendingStopped = true;
				halfClose();
			}
		});
	}

	@Override
	public final void close(String reason) {
		onLoop(() -> {
			if (!this.ended) {
				this.ended = true;
				finish(Bounds.shortened(reason));
			}
		});
	}

	/**
	 * Runs a task at once if this is the thread of the stream, else soon.
	 * @param task the task
	 */
	final void onLoop(Runnable task) {
		if (this.loop.inEventLoop()) {
			task.run();
		}
		else {
			this.loop.execute(task);
		}
	}

	/**
	 * Marks the conversation as ended.
	 * @return false if it was before
	 */
	final boolean end() {
		boolean first = !this.ended;
		this.ended = true;
		return first;
	}

	/**
	 * Whether the conversation has ended.
	 * @return true once nothing more is told
	 */
	final boolean hasEnded() {
		return this.ended;
	}

	/**
	 * Whether the other side was told that nothing more is sent.
	 * @return true once it was
	 */
	final boolean hasStoppedSending() {
		return this.sendingStopped;
	}

	/**
	 * Passes messages on.
	 * @param bytes a frame that came in
	 * @param listener is told
	 * @throws MalformedFrameException if it is none
	 */
	final void receive(byte[] bytes, Listener listener) throws MalformedFrameException {
		listener.received(this.reader.read(bytes));
	}

	/**
	 * Writes the first frame of the dialling side.
	 * @param introduction what it says
	 * @param payloadBytes the largest payload of an answer that it takes
	 * @return the frame
	 */
	static byte[] write(Introduction introduction, int payloadBytes) {
		return Wire.Parcel.newBuilder()
			.setIntroduction(Wire.Introduction.newBuilder()
				.setClusterId(IdentityCodec.write(introduction.clusterId()))
				.setFrom(IdentityCodec.write(introduction.from()))
				.setTo(IdentityCodec.write(introduction.to()))
				.setPayloadBytes(payloadBytes))
			.build()
			.toByteArray();
	}

	/**
	 * Writes the first frame of the accepting side.
	 * @param payloadBytes the largest payload of a message that it takes
	 * @return the frame
	 */
	static byte[] admitted(int payloadBytes) {
		return Wire.Parcel.newBuilder()
			.setAdmitted(Wire.Admitted.newBuilder().setPayloadBytes(payloadBytes))
			.build()
			.toByteArray();
	}

	/**
	 * Reads the first frame of a direction.
	 * @param bytes the frame
	 * @return the message
	 * @throws MalformedFrameException if it is none, or too large for a first one
	 */
	static Wire.Parcel first(byte[] bytes) throws MalformedFrameException {
		Bounds.greeting(bytes);
		try {
			return Wire.Parcel.parseFrom(bytes);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new MalformedFrameException("Not a frame of messages", ex);
		}
	}

	/**
	 * Reads the first frame of the dialling side.
	 * @param bytes the frame
	 * @return what it says
	 * @throws MalformedFrameException if it is none
	 */
	final Introduction introduction(byte[] bytes) throws MalformedFrameException {
		Wire.Parcel parcel = first(bytes);
		if (!parcel.hasIntroduction()) {
			throw new MalformedFrameException("The first frame must be an introduction");
		}
		Wire.Introduction wire = parcel.getIntroduction();
		limitPayloads(wire.getPayloadBytes());
		return new Introduction(IdentityCodec.read(wire.getClusterId()), IdentityCodec.read(wire.getFrom()),
				IdentityCodec.read(wire.getTo()));
	}

	/**
	 * Sends a frame.
	 * @param frame the frame
	 */
	abstract void transmit(byte[] frame);

	/** Ends what is left of the stream at once, on any thread. */
	abstract void abandon();

	/** Lets one more frame in. */
	abstract void request();

	/** Ends the own direction of the stream after what was sent. */
	abstract void halfClose();

	/**
	 * Ends the stream after what was sent.
	 * @param reason why, for the other side
	 */
	abstract void finish(String reason);

}
