package io.clusterboot.transport.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import com.google.protobuf.ByteString;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.Limits;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
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
import io.clusterboot.v1.Wire;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is written can be read, and whatever else comes in is refused in one way.
 */
class CodecTests {

	@Property
	void aFrameIsReadAsItWasWritten(@ForAll("frames") Frame frame) throws MalformedFrameException {
		byte[] bytes = new FrameEncoder().encode(frame);
		assertThat(new FrameDecoder().decode(FrameDecoder.parse(bytes))).isEqualTo(frame);
	}

	@Property
	void recordsTakeNoMoreThanTheirWeight(@ForAll("deltas") Delta delta) {
		int bare = new WireFormat().encode(gossip(Delta.EMPTY)).length;
		assertThat(new WireFormat().encode(gossip(delta)).length).isLessThanOrEqualTo(bare + 16 + delta.weight());
	}

	private static Frame gossip(Delta delta) {
		return new Frame.Gossip(1, 1, delta, SeenSet.complete(Fingerprint.ZERO));
	}

	@Property(tries = 200)
	void aLinkRemembersTheLastDigest(@ForAll("probes") List<Frame> frames) throws MalformedFrameException {
		FrameEncoder encoder = new FrameEncoder();
		FrameDecoder decoder = new FrameDecoder();
		for (Frame frame : frames) {
			assertThat(decoder.decode(FrameDecoder.parse(encoder.encode(frame)))).isEqualTo(frame);
		}
	}

	@Example
	void anUnchangedDigestCostsNothing() {
		FrameEncoder encoder = new FrameEncoder();
		Digest digest = new Digest(new Fingerprint(1, 2), new Fingerprint(3, 4), new Fingerprint(5, 6));
		assertThat(encoder.encode(new Frame.Probe(1, digest))).hasSizeGreaterThan(48);
		assertThat(encoder.encode(new Frame.Probe(2, digest))).hasSize(4);
		assertThat(encoder.encode(new Frame.ProbeAck(3, digest))).hasSize(4);
	}

	@Example
	void aFirstProbeWithoutADigestIsMalformed() {
		assertMalformed(Wire.Frame.newBuilder().setProbe(Wire.Probe.newBuilder().setSequence(1)).build());
	}

	@Property
	void aRequestIsReadAsItWasWritten(@ForAll("requests") Request request) throws MalformedFrameException {
		assertThat(CallCodec.decodeRequest(CallCodec.encode(request))).isEqualTo(request);
	}

	@Property
	void aResponseIsReadAsItWasWritten(@ForAll("responses") Response response) throws MalformedFrameException {
		assertThat(CallCodec.decodeResponse(CallCodec.encode(response))).isEqualTo(response);
	}

	@Property
	void randomBytesAreReadOrRefused(@ForAll byte[] bytes) {
		assertReadOrRefused(bytes);
	}

	@Property
	void aDamagedFrameIsReadOrRefused(@ForAll("frames") Frame frame, @ForAll int place, @ForAll byte value) {
		byte[] bytes = new FrameEncoder().encode(frame);
		bytes[Math.floorMod(place, bytes.length)] = value;
		assertReadOrRefused(bytes);
	}

	@Property
	void aDamagedCallIsReadOrRefused(@ForAll("requests") Request request, @ForAll("responses") Response response,
			@ForAll int place, @ForAll byte value) {
		byte[] first = CallCodec.encode(request);
		first[Math.floorMod(place, first.length)] = value;
		assertReadOrRefused(first);
		byte[] second = CallCodec.encode(response);
		second[Math.floorMod(place, second.length)] = value;
		assertReadOrRefused(second);
	}

	@Example
	void allConstantsHaveTheirNamesOnTheWire() {
		for (MemberStatus status : MemberStatus.values()) {
			if (status != MemberStatus.REMOVED) {
				assertThatCode(() -> Wire.MemberStatus.valueOf(status.name())).doesNotThrowAnyException();
			}
		}
		for (Evidence evidence : Evidence.values()) {
			assertThatCode(() -> Wire.Evidence.valueOf(evidence.name())).doesNotThrowAnyException();
		}
		for (Rejection rejection : Rejection.values()) {
			assertThatCode(() -> Wire.Rejection.valueOf(rejection.name())).doesNotThrowAnyException();
		}
		for (Frame.PingOutcome outcome : Frame.PingOutcome.values()) {
			assertThatCode(() -> Wire.PingOutcome.valueOf(outcome.name())).doesNotThrowAnyException();
		}
	}

	@Example
	void boundsAreChecked() {
		Wire.NodeId node = IdentityCodec.write(new NodeId(new NodeAddress("a", 1), 1));
		assertMalformed(delta(Wire.Delta.newBuilder().addTombstones(0)));
		assertMalformed(delta(Wire.Delta.newBuilder().addNodes(node).addTombstones(1)));
		assertMalformed(delta(Wire.Delta.newBuilder().addNodes(node).addTombstones(-1)));
		assertMalformed(delta(Wire.Delta.newBuilder().setRemovals(-1)));
		assertMalformed(delta(Wire.Delta.newBuilder().addNodes(node.toBuilder().setPort(65_536))));
		assertMalformed(delta(Wire.Delta.newBuilder().addNodes(node.toBuilder().setPort(0))));
		assertMalformed(delta(Wire.Delta.newBuilder().addNodes(node.toBuilder().setHost("x".repeat(256)))));
		assertMalformed(delta(Wire.Delta.newBuilder().addNodes(node.toBuilder().setHost("a b"))));
		assertMalformed(delta(Wire.Delta.newBuilder().addNodes(node.toBuilder().setIncarnation(0))));
		assertMalformed(delta(Wire.Delta.newBuilder().addNodes(node.toBuilder().setIncarnation(-1))));
		assertMalformed(member(node, Wire.MemberRecord.newBuilder()));
		assertMalformed(member(node, Wire.MemberRecord.newBuilder().setStatusValue(99)));
		assertMalformed(member(node, up().setUpNumber(-1)));
		assertMalformed(member(node, up().addRoles("")));
		assertMalformed(member(node, up().addRoles("x".repeat(65))));
		assertMalformed(member(node, up().addAllRoles(IntStream.range(0, 33).mapToObj((i) -> "role" + i).toList())));
		assertMalformed(member(node, up().setAppVersion("x".repeat(256))));
		assertMalformed(data(node, Map.of("key", "x".repeat(Limits.METADATA_BYTES))));
		assertMalformed(data(node, Map.of("key", "\u20ac".repeat(Limits.METADATA_BYTES / 2))));
		List<Wire.NodeId> many = IntStream.range(0, Bounds.NODES + 1).mapToObj((i) -> node).toList();
		assertMalformed(delta(Wire.Delta.newBuilder().addAllNodes(many)));
	}

	@Example
	void reconciliationsAreChecked() {
		assertMalformed(sums(0));
		assertMalformed(sums(2 * 3));
		assertMalformed(sums(3));
		assertMalformed(sums(2 * 8192));
		assertThatCode(() -> decode(sums(2 * 4096))).doesNotThrowAnyException();
		assertMalformed(hashes(Wire.ReconcileHashes.newBuilder().setBucketCount(3)));
		assertMalformed(hashes(Wire.ReconcileHashes.newBuilder().setBucketCount(8).addBuckets(8)));
		assertMalformed(hashes(Wire.ReconcileHashes.newBuilder().setBucketCount(8).addBuckets(-1)));
		assertMalformed(hashes(Wire.ReconcileHashes.newBuilder().setBucketCount(1).addKeys(5)));
		assertMalformed(hashes(Wire.ReconcileHashes.newBuilder().setBucketCount(-8)));
		assertMalformed(Wire.Frame.newBuilder()
			.setGossip(Wire.Gossip.newBuilder()
				.setSeen(Wire.SeenSet.newBuilder()
					.addAllWords(IntStream.range(0, 400).mapToObj((i) -> (long) i).toList())))
			.build());
		assertMalformed(Wire.Frame.getDefaultInstance());
	}

	@Example
	void aTextThatIsNoUtf8IsMalformed() {
		byte[] bytes = Wire.Frame.newBuilder()
			.setRefused(Wire.Refused.newBuilder().setMessage("abc"))
			.build()
			.toByteString()
			.concat(ByteString.EMPTY)
			.toByteArray();
		bytes[bytes.length - 1] = (byte) 0xff;
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> FrameDecoder.parse(bytes));
	}

	private static Wire.MemberRecord.Builder up() {
		return Wire.MemberRecord.newBuilder().setStatus(Wire.MemberStatus.UP);
	}

	private static Wire.Frame member(Wire.NodeId node, Wire.MemberRecord.Builder member) {
		return delta(Wire.Delta.newBuilder().addNodes(node).addMembers(member));
	}

	private static Wire.Frame data(Wire.NodeId node, Map<String, String> metadata) {
		return delta(Wire.Delta.newBuilder()
			.addNodes(node)
			.addData(Wire.NodeData.newBuilder().setVersion(1).putAllMetadata(metadata)));
	}

	private static Wire.Frame delta(Wire.Delta.Builder delta) {
		return Wire.Frame.newBuilder().setGossip(Wire.Gossip.newBuilder().setDelta(delta)).build();
	}

	private static Wire.Frame sums(int lanes) {
		return Wire.Frame.newBuilder()
			.setReconcileSums(Wire.ReconcileSums.newBuilder()
				.addAllSums(IntStream.range(0, lanes).mapToObj((i) -> (long) i).toList()))
			.build();
	}

	private static Wire.Frame hashes(Wire.ReconcileHashes.Builder hashes) {
		return Wire.Frame.newBuilder().setReconcileHashes(hashes).build();
	}

	private static void assertMalformed(Wire.Frame frame) {
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> decode(frame));
	}

	private static Frame decode(Wire.Frame frame) throws MalformedFrameException {
		return new FrameDecoder().decode(FrameDecoder.parse(frame.toByteArray()));
	}

	private static void assertReadOrRefused(byte[] bytes) {
		try {
			new FrameDecoder().decode(FrameDecoder.parse(bytes));
		}
		catch (MalformedFrameException ex) {
			assertThat(ex.getMessage()).isNotBlank();
		}
		try {
			CallCodec.decodeRequest(bytes);
		}
		catch (MalformedFrameException ex) {
			assertThat(ex.getMessage()).isNotBlank();
		}
		try {
			CallCodec.decodeResponse(bytes);
		}
		catch (MalformedFrameException ex) {
			assertThat(ex.getMessage()).isNotBlank();
		}
	}

	@Provide
	Arbitrary<Frame> frames() {
		Arbitrary<Long> number = Arbitraries.longs().between(0, Long.MAX_VALUE);
		return Arbitraries.oneOf(Combinators.combine(greetings(), clusterIds(), ids()).as(Frame.Hello::new),
				ids().map(Frame.Accepted::new),
				Combinators.combine(Arbitraries.of(Rejection.class), messages(), ids()).as(Frame.Refused::new),
				Combinators.combine(number, number, deltas(), seenSets()).as(Frame.Gossip::new),
				number.map(Frame.GossipAck::new), Combinators.combine(number, digests()).as(Frame.Probe::new),
				Combinators.combine(number, digests()).as(Frame.ProbeAck::new),
				Combinators.combine(Arbitraries.longs(), ids()).as(Frame.PingRequest::new),
				Combinators.combine(Arbitraries.longs(), ids(), Arbitraries.of(Frame.PingOutcome.class))
					.as(Frame.PingReply::new),
				Combinators.combine(Arbitraries.longs(), sumLists()).as(Frame.ReconcileSums::new), hashFrames(),
				Combinators
					.combine(Arbitraries.longs(), deltas(), Arbitraries.longs().list().ofMaxSize(5),
							Arbitraries.of(true, false))
					.as(Frame.ReconcileRecords::new),
				Combinators.combine(clusterIds(), addresses()).as(Frame.Dissolve::new));
	}

	@Provide
	Arbitrary<List<Frame>> probes() {
		Arbitrary<Digest> few = Arbitraries.integers().between(1, 3).map((i) -> {
			Fingerprint fingerprint = new Fingerprint(i, i);
			return new Digest(fingerprint, fingerprint, fingerprint);
		});
		Arbitrary<Frame> probe = Combinators.combine(Arbitraries.longs().between(0, 100), few).as(Frame.Probe::new);
		Arbitrary<Frame> ack = Combinators.combine(Arbitraries.longs().between(0, 100), few).as(Frame.ProbeAck::new);
		return Arbitraries.oneOf(probe, ack).list().ofMinSize(1).ofMaxSize(30);
	}

	@Provide
	Arbitrary<Request> requests() {
		return Arbitraries.oneOf(greetings().map(Request.SeedQuery::new), greetings().map(Request.Claim::new),
				greetings().map(Request.Release::new),
				Combinators.combine(greetings(), clusterIds(), Arbitraries.integers().between(0, Limits.MEMBERS))
					.as(Request.Meet::new),
				Combinators.combine(greetings(), clusterIds(), ids(), roles(), names(), metadata())
					.as((from, clusterId, contact, roles, version, metadata) -> new Request.Join(from, clusterId,
							contact, new TreeSet<>(roles), version, metadata)));
	}

	@Provide
	Arbitrary<Response> responses() {
		return Arbitraries.oneOf(
				Combinators.combine(clusterIds(), Arbitraries.integers().between(0, Limits.MEMBERS), ids())
					.as(Response.Clustered::new),
				ids().map(Response.Starting::new), Arbitraries.just(new Response.Granted()),
				ids().map(Response.Held::new), Combinators.combine(clusterIds(), deltas()).as(Response.Welcome::new),
				Combinators
					.combine(Arbitraries.of(Rejection.class), messages(),
							Arbitraries.longs().between(0, Long.MAX_VALUE))
					.as(Response.Rejected::new));
	}

	private static Arbitrary<Frame> hashFrames() {
		Arbitrary<Frame.NodeHash> hash = Combinators.combine(Arbitraries.longs(), fingerprints())
			.as(Frame.NodeHash::new);
		return Combinators.combine(Arbitraries.longs(), Arbitraries.of(1, 64, 4096), hash.list().ofMaxSize(6))
			.as((session, count, hashes) -> new Frame.ReconcileHashes(session, count, List.of(count - 1), hashes));
	}

	private static Arbitrary<List<Fingerprint>> sumLists() {
		return Arbitraries.of(1, 2, 8).flatMap((count) -> fingerprints().list().ofSize(count));
	}

	private static Arbitrary<Greeting> greetings() {
		return Combinators
			.combine(names(), Arbitraries.integers().greaterOrEqual(0), Arbitraries.integers().greaterOrEqual(0),
					metadata(), ids())
			.as(Greeting::new);
	}

	@Provide
	Arbitrary<Delta> deltas() {
		Arbitrary<MemberRecord> member = Combinators
			.combine(ids(), Arbitraries.of(MemberStatus.class).filter((status) -> status != MemberStatus.REMOVED),
					Arbitraries.integers().greaterOrEqual(0), roles(), names())
			.as((id, status, number, roles, version) -> MemberRecord.of(id, status, number, new TreeSet<>(roles),
					version));
		Arbitrary<ObservationRow> row = Combinators
			.combine(ids(), Arbitraries.longs().greaterOrEqual(0),
					Arbitraries.maps(ids(), Arbitraries.of(Evidence.class)).ofMaxSize(3))
			.as((id, version, subjects) -> new ObservationRow(id, version, sorted(subjects)));
		Arbitrary<NodeData> data = Combinators.combine(ids(), Arbitraries.longs().greaterOrEqual(0), metadata())
			.as(NodeData::of);
		return Combinators
			.combine(member.list().uniqueElements(MemberRecord::id).ofMaxSize(4),
					ids().list().uniqueElements().ofMaxSize(4), Arbitraries.longs().greaterOrEqual(0),
					row.list().uniqueElements(ObservationRow::observer).ofMaxSize(3),
					data.list().uniqueElements(NodeData::id).ofMaxSize(3))
			.as(Delta::new);
	}

	private static SortedMap<NodeId, Evidence> sorted(Map<NodeId, Evidence> subjects) {
		return new TreeMap<>(subjects);
	}

	private static Arbitrary<SeenSet> seenSets() {
		return Combinators.combine(fingerprints(), Arbitraries.longs().list().ofMaxSize(4), Arbitraries.of(true, false))
			.as((fingerprint, words, complete) -> complete ? SeenSet.complete(fingerprint) : SeenSet
				.received(fingerprint, new ArrayList<>(words).stream().mapToLong(Long::longValue).toArray()));
	}

	private static Arbitrary<Digest> digests() {
		return Combinators.combine(fingerprints(), fingerprints(), fingerprints()).as(Digest::new);
	}

	private static Arbitrary<Fingerprint> fingerprints() {
		return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Fingerprint::new);
	}

	private static Arbitrary<ClusterId> clusterIds() {
		return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(ClusterId::new);
	}

	private static Arbitrary<NodeId> ids() {
		return Combinators.combine(addresses(), Arbitraries.longs().greaterOrEqual(1)).as(NodeId::new);
	}

	private static Arbitrary<NodeAddress> addresses() {
		return Combinators
			.combine(Arbitraries.of("a", "10.0.0.5", "fe80::1%eth0", "some-host.example"),
					Arbitraries.integers().between(1, 65_535))
			.as(NodeAddress::new);
	}

	private static Arbitrary<List<String>> roles() {
		return Arbitraries.of("web", "worker", "\u00e9\u20ac").list().ofMaxSize(3);
	}

	private static Arbitrary<String> names() {
		return Arbitraries.strings().alpha().ofMaxLength(20);
	}

	private static Arbitrary<String> messages() {
		return Arbitraries.strings().withChars("abc \u00e9\u20ac").ofMaxLength(100);
	}

	private static Arbitrary<Map<String, String>> metadata() {
		return Arbitraries.maps(names(), names()).ofMaxSize(3);
	}

}
