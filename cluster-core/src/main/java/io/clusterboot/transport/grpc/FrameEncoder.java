package io.clusterboot.transport.grpc;

import io.clusterboot.node.Frame;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Digest;
import io.clusterboot.v1.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames of one link in one direction, in the order in which they are sent. A
 * digest that is the last one that was sent is left out.
 */
final class FrameEncoder {

	private @Nullable Digest lastDigest;

	/**
	 * Writes a frame.
	 * @param frame the frame
	 * @return its bytes
	 */
	byte[] encode(Frame frame) {
		Wire.Frame.Builder wire = Wire.Frame.newBuilder();
		if (frame instanceof Frame.Probe probe) {
			wire.setProbe(probe(probe.sequence(), probe.digest()));
		}
		else if (frame instanceof Frame.ProbeAck ack) {
			wire.setProbeAck(probe(ack.sequence(), ack.digest()));
		}
		else if (frame instanceof Frame.Gossip gossip) {
			wire.setGossip(gossip(gossip));
		}
		else if (frame instanceof Frame.GossipAck ack) {
			wire.setGossipAck(Wire.GossipAck.newBuilder().setSequence(ack.sequence()));
		}
		else if (!writeHandshake(frame, wire) && !writeInquiry(frame, wire)) {
			writeReconciliation(frame, wire);
		}
		return wire.build().toByteArray();
	}

	/**
	 * Writes the last message of the dialling side.
	 * @param reason why it closes the link
	 * @return its bytes
	 */
	static byte[] bye(String reason) {
		return Wire.Frame.newBuilder()
			.setBye(Wire.Bye.newBuilder().setReason(Bounds.shortened(reason)))
			.build()
			.toByteArray();
	}

	private static boolean writeHandshake(Frame frame, Wire.Frame.Builder wire) {
		if (frame instanceof Frame.Hello hello) {
			wire.setHello(Wire.Hello.newBuilder()
				.setFrom(IdentityCodec.write(hello.from()))
				.setClusterId(IdentityCodec.write(hello.clusterId()))
				.setTarget(IdentityCodec.write(hello.target())));
			return true;
		}
		if (frame instanceof Frame.Accepted accepted) {
			wire.setAccepted(Wire.Accepted.newBuilder().setSelf(IdentityCodec.write(accepted.self())));
			return true;
		}
		if (frame instanceof Frame.Refused refused) {
			wire.setRefused(Wire.Refused.newBuilder()
				.setReason(Wire.Rejection.valueOf(refused.reason().name()))
				.setMessage(Bounds.shortened(refused.message()))
				.setSelf(IdentityCodec.write(refused.self())));
			return true;
		}
		return false;
	}

	private static boolean writeInquiry(Frame frame, Wire.Frame.Builder wire) {
		if (frame instanceof Frame.PingRequest request) {
			wire.setPingRequest(Wire.PingRequest.newBuilder()
				.setInquiry(request.inquiry())
				.setSubject(IdentityCodec.write(request.subject())));
			return true;
		}
		if (frame instanceof Frame.PingReply reply) {
			wire.setPingReply(Wire.PingReply.newBuilder()
				.setInquiry(reply.inquiry())
				.setSubject(IdentityCodec.write(reply.subject()))
				.setOutcome(Wire.PingOutcome.valueOf(reply.outcome().name())));
			return true;
		}
		if (frame instanceof Frame.Dissolve dissolve) {
			wire.setDissolve(Wire.Dissolve.newBuilder()
				.setInto(IdentityCodec.write(dissolve.into()))
				.setContact(IdentityCodec.write(dissolve.contact())));
			return true;
		}
		return false;
	}

	private static void writeReconciliation(Frame frame, Wire.Frame.Builder wire) {
		if (frame instanceof Frame.ReconcileSums sums) {
			wire.setReconcileSums(Wire.ReconcileSums.newBuilder()
				.setSession(sums.session())
				.addAllSums(StateCodec.lanes(sums.sums())));
		}
		else if (frame instanceof Frame.ReconcileHashes hashes) {
			wire.setReconcileHashes(Wire.ReconcileHashes.newBuilder()
				.setSession(hashes.session())
				.setBucketCount(hashes.bucketCount())
				.addAllBuckets(hashes.buckets())
				.addAllKeys(hashes.hashes().stream().map(Frame.NodeHash::key).toList())
				.addAllSums(StateCodec.lanes(hashes.hashes().stream().map(Frame.NodeHash::sum).toList())));
		}
		else if (frame instanceof Frame.ReconcileRecords records) {
			wire.setReconcileRecords(Wire.ReconcileRecords.newBuilder()
				.setSession(records.session())
				.setDelta(DeltaEncoder.write(records.delta()))
				.addAllWanted(records.wanted())
				.setWantsAll(records.wantsAll()));
		}
		else {
			throw new IllegalArgumentException("No message for " + frame.getClass());
		}
	}

	private static Wire.Gossip gossip(Frame.Gossip gossip) {
		Wire.Gossip.Builder wire = Wire.Gossip.newBuilder()
			.setSequence(gossip.sequence())
			.setAcknowledged(gossip.acknowledged())
			.setSeen(StateCodec.write(gossip.seen()));
		if (!gossip.delta().equals(Delta.EMPTY)) {
			wire.setDelta(DeltaEncoder.write(gossip.delta()));
		}
		return wire.build();
	}

	private Wire.Probe probe(long sequence, Digest digest) {
		Wire.Probe.Builder wire = Wire.Probe.newBuilder().setSequence(sequence);
		if (!digest.equals(this.lastDigest)) {
			wire.setDigest(StateCodec.write(digest));
			this.lastDigest = digest;
		}
		return wire.build();
	}

}
