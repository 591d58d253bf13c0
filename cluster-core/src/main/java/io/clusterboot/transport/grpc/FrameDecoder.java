package io.clusterboot.transport.grpc;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import com.google.protobuf.InvalidProtocolBufferException;
import io.clusterboot.joining.Rejection;
import io.clusterboot.node.Frame;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.v1.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one link in one direction, in the order in which they were sent,
 * and checks all their bounds. A digest that was left out is the one before it.
 */
final class FrameDecoder {

	private @Nullable Digest lastDigest;

	/**
	 * Reads the message round a frame.
	 * @param bytes the bytes
	 * @return the message
	 * @throws MalformedFrameException if it is not protobuf
	 */
	static Wire.Frame parse(byte[] bytes) throws MalformedFrameException {
		try {
			return Wire.Frame.parseFrom(bytes);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new MalformedFrameException("Not a frame", ex);
		}
	}

	/**
	 * Reads a frame.
	 * @param wire the message
	 * @return the frame
	 * @throws MalformedFrameException if it is none
	 */
	Frame decode(Wire.Frame wire) throws MalformedFrameException {
		return switch (wire.getKindCase()) {
			case HELLO -> hello(wire.getHello());
			case ACCEPTED -> new Frame.Accepted(IdentityCodec.read(wire.getAccepted().getSelf()));
			case REFUSED -> refused(wire.getRefused());
			case GOSSIP -> gossip(wire.getGossip());
			case GOSSIP_ACK -> new Frame.GossipAck(sequence(wire.getGossipAck().getSequence()));
			case PROBE -> new Frame.Probe(sequence(wire.getProbe().getSequence()), digest(wire.getProbe()));
			case PROBE_ACK ->
				new Frame.ProbeAck(sequence(wire.getProbeAck().getSequence()), digest(wire.getProbeAck()));
			case PING_REQUEST -> pingRequest(wire.getPingRequest());
			case PING_REPLY -> pingReply(wire.getPingReply());
			case RECONCILE_SUMS -> reconcileSums(wire.getReconcileSums());
			case RECONCILE_HASHES -> reconcileHashes(wire.getReconcileHashes());
			case RECONCILE_RECORDS -> reconcileRecords(wire.getReconcileRecords());
			case DISSOLVE -> new Frame.Dissolve(IdentityCodec.read(wire.getDissolve().getInto()),
					IdentityCodec.read(wire.getDissolve().getContact()));
			case BYE, KIND_NOT_SET -> throw new MalformedFrameException("A frame of no known kind");
		};
	}

	private static Frame hello(Wire.Hello wire) throws MalformedFrameException {
		return new Frame.Hello(IdentityCodec.read(wire.getFrom()), IdentityCodec.read(wire.getClusterId()),
				IdentityCodec.read(wire.getTarget()));
	}

	private static Frame refused(Wire.Refused wire) throws MalformedFrameException {
		return new Frame.Refused(Bounds.constant(Rejection.class, wire.getReason()),
				Bounds.message(wire.getMessage(), "the message"), IdentityCodec.read(wire.getSelf()));
	}

	private static Frame gossip(Wire.Gossip wire) throws MalformedFrameException {
		Delta delta = wire.hasDelta() ? DeltaDecoder.read(wire.getDelta()) : Delta.EMPTY;
		return new Frame.Gossip(sequence(wire.getSequence()), sequence(wire.getAcknowledged()), delta,
				StateCodec.read(wire.getSeen()));
	}

	private static Frame pingRequest(Wire.PingRequest wire) throws MalformedFrameException {
		return new Frame.PingRequest(wire.getInquiry(), IdentityCodec.read(wire.getSubject()));
	}

	private static Frame pingReply(Wire.PingReply wire) throws MalformedFrameException {
		return new Frame.PingReply(wire.getInquiry(), IdentityCodec.read(wire.getSubject()),
				Bounds.constant(Frame.PingOutcome.class, wire.getOutcome()));
	}

	private static Frame reconcileSums(Wire.ReconcileSums wire) throws MalformedFrameException {
		List<Fingerprint> sums = StateCodec.sums(wire.getSumsList(), Bounds.BUCKETS);
		powerOfTwo(sums.size());
		return new Frame.ReconcileSums(wire.getSession(), sums);
	}

	private static Frame reconcileHashes(Wire.ReconcileHashes wire) throws MalformedFrameException {
		int bucketCount = Bounds.atMost(wire.getBucketCount(), Bounds.BUCKETS, "The number of buckets");
		powerOfTwo(bucketCount);
		Bounds.atMost(wire.getBucketsCount(), bucketCount, "The number of buckets that differ");
		BitSet named = new BitSet(bucketCount);
		for (int bucket : wire.getBucketsList()) {
			Bounds.once(Bounds.atMost(bucket, bucketCount - 1, "A bucket"), named, "A bucket");
		}
		List<Fingerprint> sums = StateCodec.sums(wire.getSumsList(), Bounds.NODES);
		if (sums.size() != wire.getKeysCount()) {
			throw new MalformedFrameException("As many keys as sums are needed");
		}
		List<Frame.NodeHash> hashes = new ArrayList<>(sums.size());
		for (int i = 0; i < sums.size(); i++) {
			hashes.add(new Frame.NodeHash(wire.getKeys(i), sums.get(i)));
		}
		return new Frame.ReconcileHashes(wire.getSession(), bucketCount, List.copyOf(wire.getBucketsList()), hashes);
	}

	private static Frame reconcileRecords(Wire.ReconcileRecords wire) throws MalformedFrameException {
		Bounds.atMost(wire.getWantedCount(), Bounds.NODES, "The number of wanted nodes");
		return new Frame.ReconcileRecords(wire.getSession(), DeltaDecoder.read(wire.getDelta()),
				List.copyOf(wire.getWantedList()), wire.getWantsAll());
	}

	private static long sequence(long value) throws MalformedFrameException {
		return Bounds.natural(value, "A sequence number");
	}

	private static void powerOfTwo(int buckets) throws MalformedFrameException {
		if (Integer.bitCount(buckets) != 1) {
			throw new MalformedFrameException("The number of buckets must be a power of two");
		}
	}

	private Digest digest(Wire.Probe wire) throws MalformedFrameException {
		if (wire.hasDigest()) {
			this.lastDigest = StateCodec.read(wire.getDigest());
		}
		if (this.lastDigest == null) {
			throw new MalformedFrameException("The first probe lacks its digest");
		}
		return this.lastDigest;
	}

}
