package io.clusterboot.transport.grpc;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Greeting;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Frame;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.SeenSet;

/**
 * Where a fuzzer begins: one message of each kind as nodes write it, and some choices for
 * a {@link Forge}.
 */
final class Seeds {

	private static final int FORGED = 40;

	private Seeds() {
	}

	/** Messages, and choices after a first byte that says so. */
	static Stream<byte[]> of(Stream<byte[]> messages) {
		return Stream.concat(messages.map((message) -> after(0, message)), choices().map((bytes) -> after(1, bytes)));
	}

	/** The same in each run. */
	static Stream<byte[]> choices() {
		Random random = new Random(7);
		return Stream.generate(() -> {
			byte[] bytes = new byte[16 + random.nextInt(400)];
			random.nextBytes(bytes);
			return bytes;
		}).limit(FORGED);
	}

	static Stream<byte[]> frames() {
		NodeId self = FrameFuzzTests.NODES.get(0);
		NodeId other = FrameFuzzTests.NODES.get(1);
		Fingerprint fingerprint = new Fingerprint(1, -2);
		Digest digest = new Digest(fingerprint, fingerprint, fingerprint);
		return Stream
			.<Frame>of(new Frame.Hello(greeting(), new ClusterId(1, 2), other), new Frame.Accepted(self),
					new Frame.Refused(Rejection.REMOVED, "removed", self),
					new Frame.Gossip(1, 2, delta(), SeenSet.received(fingerprint, new long[] { 3 })),
					new Frame.Gossip(2, 2, Delta.EMPTY, SeenSet.complete(fingerprint)), new Frame.GossipAck(7),
					new Frame.Probe(1, digest), new Frame.ProbeAck(1, digest), new Frame.PingRequest(9, other),
					new Frame.PingReply(9, other, Frame.PingOutcome.SILENT),
					new Frame.ReconcileSums(4, List.of(fingerprint, fingerprint)),
					new Frame.ReconcileHashes(4, 2, List.of(1), List.of(new Frame.NodeHash(5, fingerprint))),
					new Frame.ReconcileRecords(4, delta(), List.of(5L), true),
					new Frame.Dissolve(new ClusterId(3, 4), other.address()))
			.map((frame) -> new FrameEncoder().encode(frame));
	}

	static Stream<byte[]> calls() {
		NodeId self = FrameFuzzTests.NODES.get(0);
		ClusterId clusterId = new ClusterId(1, 2);
		Stream<byte[]> requests = Stream
			.<Request>of(new Request.SeedQuery(greeting()), new Request.Claim(greeting()),
					new Request.Release(greeting()), new Request.Meet(greeting(), clusterId, 3),
					new Request.Join(greeting(), clusterId, self, new TreeSet<>(List.of("web")), "1.0",
							Map.of("zone", "a")))
			.map(CallCodec::encode);
		Stream<byte[]> responses = Stream
			.<Response>of(new Response.Clustered(clusterId, 3, self), new Response.Starting(self),
					new Response.Granted(), new Response.Held(self), new Response.Welcome(clusterId, delta()),
					new Response.Rejected(Rejection.STALE_INCARNATION, "known", 8))
			.map(CallCodec::encode);
		return Stream.concat(requests, responses);
	}

	private static Greeting greeting() {
		return new Greeting("test", 1, 1, Map.of("cluster.downing.strategy", "NONE"), FrameFuzzTests.NODES.get(0));
	}

	private static Delta delta() {
		NodeId first = FrameFuzzTests.NODES.get(0);
		NodeId second = FrameFuzzTests.NODES.get(1);
		return new Delta(
				List.of(MemberRecord.of(first, MemberStatus.UP, 1, new TreeSet<>(List.of("web")), "1.0"),
						MemberRecord.of(second, MemberStatus.JOINING, 0, new TreeSet<>(), "")),
				List.of(FrameFuzzTests.NODES.get(2)), 1,
				List.of(new ObservationRow(first, 1, new TreeMap<>(Map.of(second, Evidence.CRASHED)))),
				List.of(NodeData.of(first, 1, Map.of("zone", "a"))));
	}

	private static byte[] after(int first, byte[] bytes) {
		byte[] all = new byte[bytes.length + 1];
		all[0] = (byte) first;
		System.arraycopy(bytes, 0, all, 1, bytes.length);
		return all;
	}

}
