package io.clusterboot.transport.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.clusterboot.api.Limits;
import io.clusterboot.v1.Wire;

/**
 * Every limit of the wire: a message that is just allowed, and one that is just not.
 */
final class WireLimits {

	private WireLimits() {
	}

	static Stream<Case> all() {
		List<Case> cases = new ArrayList<>();
		addCounts(cases);
		addTexts(cases);
		addNumbers(cases);
		addDuplicates(cases);
		addReconciliation(cases);
		addGreetings(cases);
		addResponses(cases);
		return cases.stream();
	}

	private static void addCounts(List<Case> cases) {
		cases.add(delta("nodes", Bounds.NODES, "number of nodes", (count) -> nodes(count)));
		cases.add(delta("members", Limits.MEMBERS, "number of members", (count) -> {
			Wire.Delta.Builder delta = nodes(count);
			IntStream.range(0, count).forEach((i) -> delta.addMembers(up(i)));
			return delta;
		}));
		cases.add(delta("tombstones", Bounds.NODES, "number of", (count) -> {
			Wire.Delta.Builder delta = nodes(Math.min(count, Bounds.NODES));
			IntStream.range(0, count).forEach(delta::addTombstones);
			return delta;
		}));
		cases.add(delta("rows", Limits.MEMBERS, "observation rows", (count) -> {
			Wire.Delta.Builder delta = nodes(count);
			IntStream.range(0, count)
				.forEach((i) -> delta.addRows(Wire.ObservationRow.newBuilder().setObserver(i).setVersion(1)));
			return delta;
		}));
		cases.add(delta("node data", Limits.MEMBERS, "node data rows", (count) -> {
			Wire.Delta.Builder delta = nodes(count);
			IntStream.range(0, count)
				.forEach((i) -> delta.addData(Wire.NodeData.newBuilder().setNode(i).setVersion(1)));
			return delta;
		}));
		cases.add(delta("subjects of a row", Limits.MEMBERS, "number of subjects",
				(count) -> nodes(count).addRows(row(0, count))));
		cases.add(delta("roles", Limits.ROLES, "number of roles", (count) -> nodes(1)
			.addMembers(up(0).addAllRoles(IntStream.range(0, count).mapToObj((i) -> "role" + i).toList()))));
		cases.add(frame("words of the seen set", 313, "seen set",
				(count) -> gossip((gossip) -> gossip.setSeen(Wire.SeenSet.newBuilder().addAllWords(longs(count))))));
		cases.add(frame("wanted nodes", Bounds.NODES, "wanted nodes", (count) -> Wire.Frame.newBuilder()
			.setReconcileRecords(Wire.ReconcileRecords.newBuilder().addAllWanted(longs(count)))));
		cases.add(new Case("bytes of a frame", Kind.FRAME, padded(gossip((gossip) -> {
		}).build().toByteArray(), Limits.FRAME_BYTES), padded(gossip((gossip) -> {
		}).build().toByteArray(), Limits.FRAME_BYTES + 1), "The size of a frame"));
	}

	private static void addTexts(List<Case> cases) {
		cases.add(delta("bytes of a role", Limits.ROLE_BYTES, "length of a role",
				(length) -> nodes(1).addMembers(up(0).addRoles("\u20ac" + "x".repeat(length - 3)))));
		cases.add(delta("characters of a version", Limits.NAME_LENGTH, "application's version",
				(length) -> nodes(1).addMembers(up(0).setAppVersion("\u20ac".repeat(length)))));
		cases.add(delta("bytes of metadata", Limits.METADATA_BYTES, "metadata",
				(bytes) -> nodes(2).addData(Wire.NodeData.newBuilder()
					.setVersion(1)
					.putMetadata("a", "\u20ac" + "x".repeat(bytes - 5))
					.putMetadata("b", ""))));
		cases.add(delta("characters of a host", 255, "Not an address",
				(length) -> Wire.Delta.newBuilder().addNodes(node(1).toBuilder().setHost("h".repeat(length)))));
		cases.add(delta("a role that breaks its line", "Control characters", nodes(1).addMembers(up(0).addRoles("a b")),
				nodes(1).addMembers(up(0).addRoles("a\nb"))));
		cases.add(delta("a blank role", "role is empty", nodes(1).addMembers(up(0).addRoles("r")),
				nodes(1).addMembers(up(0).addRoles(" "))));
		cases.add(delta("a version that breaks its line", "Control characters",
				nodes(1).addMembers(up(0).setAppVersion("1 2")), nodes(1).addMembers(up(0).setAppVersion("1\r2"))));
		byte[] utf8 = gossip((gossip) -> gossip.setDelta(nodes(1).addMembers(up(0).setAppVersion("vers")))).build()
			.toByteArray();
		byte[] broken = utf8.clone();
		broken[new String(utf8, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("vers")] = (byte) 0xff;
		cases.add(new Case("a text that is no UTF-8", Kind.FRAME, utf8, broken, "Not a frame"));
		byte[] half = java.util.Arrays.copyOf(utf8, utf8.length - 1);
		cases.add(new Case("half a frame", Kind.FRAME, utf8, half, "Not a frame"));
		cases.add(new Case("characters of a message", Kind.DECODED_FRAME, refused("m".repeat(1024)),
				refused("m".repeat(1025)), "length of the message"));
	}

	private static void addNumbers(List<Case> cases) {
		cases.add(delta("port", 65_535, "Not an address",
				(port) -> Wire.Delta.newBuilder().addNodes(node(1).toBuilder().setPort(port))));
		cases.add(delta("no port", "port is missing", nodes(1),
				Wire.Delta.newBuilder().addNodes(node(1).toBuilder().clearPort())));
		cases.add(delta("no host", "Not an address", nodes(1),
				Wire.Delta.newBuilder().addNodes(node(1).toBuilder().clearHost())));
		cases.add(delta("no incarnation", "incarnation is missing", nodes(1),
				Wire.Delta.newBuilder().addNodes(node(1).toBuilder().clearIncarnation())));
		cases.add(delta("incarnation beyond 63 bits", "incarnation is out of range",
				Wire.Delta.newBuilder().addNodes(node(1).toBuilder().setIncarnation(Long.MAX_VALUE)),
				Wire.Delta.newBuilder().addNodes(node(1).toBuilder().setIncarnation(-1))));
		cases.add(delta("upNumber beyond 31 bits", "upNumber is out of range",
				nodes(1).addMembers(up(0).setUpNumber(Integer.MAX_VALUE)), nodes(1).addMembers(up(0).setUpNumber(-1))));
		cases.add(delta("removals beyond 63 bits", "removals is out of range", nodes(1).setRemovals(Long.MAX_VALUE),
				nodes(1).setRemovals(Long.MIN_VALUE)));
		cases.add(delta("version of a row beyond 63 bits", "version is out of range",
				nodes(1).addRows(Wire.ObservationRow.newBuilder().setVersion(Long.MAX_VALUE)),
				nodes(1).addRows(Wire.ObservationRow.newBuilder().setVersion(-1))));
		cases.add(delta("version of data beyond 63 bits", "version is out of range",
				nodes(1).addData(Wire.NodeData.newBuilder().setVersion(Long.MAX_VALUE)),
				nodes(1).addData(Wire.NodeData.newBuilder().setVersion(-1))));
		cases.add(new Case("sequence beyond 63 bits", Kind.FRAME,
				gossip((gossip) -> gossip.setSequence(Long.MAX_VALUE)).build().toByteArray(),
				gossip((gossip) -> gossip.setSequence(-1)).build().toByteArray(), "sequence number is out of range"));
		cases.add(delta("status that nobody knows", "Unknown MemberStatus", nodes(1).addMembers(up(0)),
				nodes(1).addMembers(up(0).setStatusValue(99))));
		cases.add(delta("no status", "Unknown MemberStatus", nodes(1).addMembers(up(0)),
				nodes(1).addMembers(up(0).clearStatus())));
		cases.add(delta("evidence that nobody knows", "Unknown Evidence", nodes(1).addRows(row(0, 1)), nodes(1).addRows(
				Wire.ObservationRow.newBuilder().addSubjects(Wire.Observation.newBuilder().setEvidenceValue(77)))));
		cases.add(delta("a place without a node", "place of a node", nodes(1).addTombstones(0),
				nodes(1).addTombstones(1)));
		cases.add(new Case("outcome that nobody knows", Kind.FRAME, ping(1), ping(9), "Unknown PingOutcome"));
		cases.add(new Case("kind that nobody knows", Kind.FRAME, ping(1), padded(new byte[0], 100), "no known kind"));
	}

	private static void addDuplicates(List<Case> cases) {
		cases.add(delta("a node twice", "node is named twice", nodes(1), nodes(1).addNodes(node(0))));
		cases.add(delta("a member twice", "member is named twice", nodes(1).addMembers(up(0)),
				nodes(1).addMembers(up(0)).addMembers(up(0))));
		cases.add(delta("a tombstone twice", "tombstone is named twice", nodes(1).addTombstones(0),
				nodes(1).addTombstones(0).addTombstones(0)));
		cases.add(delta("an observer twice", "observer is named twice", nodes(1).addRows(row(0, 1)),
				nodes(1).addRows(row(0, 1)).addRows(row(0, 1))));
		cases.add(delta("a subject twice", "subject is named twice", nodes(1).addRows(row(0, 1)),
				nodes(1).addRows(row(0, 1).addSubjects(row(0, 1).getSubjects(0)))));
		cases.add(delta("data twice", "data is named twice", nodes(1).addData(Wire.NodeData.newBuilder()),
				nodes(1).addData(Wire.NodeData.newBuilder()).addData(Wire.NodeData.newBuilder())));
		cases.add(delta("a role twice", "role is given twice", nodes(1).addMembers(up(0).addRoles("a").addRoles("b")),
				nodes(1).addMembers(up(0).addRoles("a").addRoles("a"))));
	}

	private static void addReconciliation(List<Case> cases) {
		cases.add(new Case("buckets", Kind.FRAME, sums(2 * 4096), sums(2 * 8192), "number of lanes"));
		cases.add(new Case("buckets that are no power of two", Kind.FRAME, sums(2 * 4), sums(2 * 3), "power of two"));
		cases.add(new Case("half a sum", Kind.FRAME, sums(2), sums(3), "second lane"));
		cases.add(new Case("number of buckets", Kind.FRAME, hashes(4096, List.of(4095), 1), hashes(8192, List.of(), 1),
				"number of buckets"));
		cases.add(new Case("negative number of buckets", Kind.FRAME, hashes(1, List.of(0), 1), hashes(-1, List.of(), 1),
				"number of buckets"));
		cases.add(new Case("a bucket that is not there", Kind.FRAME, hashes(8, List.of(7), 1), hashes(8, List.of(8), 1),
				"bucket is out of range"));
		cases.add(new Case("more buckets than there are", Kind.FRAME, hashes(2, List.of(0, 1), 1),
				hashes(2, List.of(0, 1, 1), 1), "buckets that differ"));
		cases.add(new Case("a bucket twice", Kind.FRAME, hashes(8, List.of(1, 2), 1), hashes(8, List.of(1, 1), 1),
				"bucket is named twice"));
		cases.add(new Case("hashes", Kind.FRAME, hashes(1, List.of(0), Bounds.NODES),
				hashes(1, List.of(0), Bounds.NODES + 1), "number of lanes"));
	}

	private static void addGreetings(List<Case> cases) {
		cases.add(greeting("characters of a cluster's name", "cluster's name",
				(greeting) -> greeting.setClusterName("n".repeat(255)),
				(greeting) -> greeting.setClusterName("n".repeat(256))));
		cases.add(greeting("a cluster's name that breaks its line", "Control characters",
				(greeting) -> greeting.setClusterName("a b"),
				(greeting) -> greeting.setClusterName("a\n2026-01-01 ERROR b")));
		cases.add(greeting("settings", "number of settings", (greeting) -> settings(greeting, 64),
				(greeting) -> settings(greeting, 65)));
		cases.add(greeting("characters of a setting", "a setting",
				(greeting) -> greeting.putConfiguration("k".repeat(255), "v".repeat(255)),
				(greeting) -> greeting.putConfiguration("k", "v".repeat(256))));
		cases.add(greeting("characters of a setting's name", "setting's name",
				(greeting) -> greeting.putConfiguration("k".repeat(255), ""),
				(greeting) -> greeting.putConfiguration("k".repeat(256), "")));
		cases.add(greeting("negative protocol", "oldest protocol", (greeting) -> greeting.setOldestProtocol(0),
				(greeting) -> greeting.setOldestProtocol(-1)));
		cases.add(greeting("nobody", "port is missing", (greeting) -> {
		}, Wire.Greeting.Builder::clearSelf));
		byte[] hello = hello(Wire.Greeting.newBuilder().setSelf(node(1)));
		cases.add(new Case("bytes of a Hello", Kind.HELLO, padded(hello, Bounds.GREETING_BYTES),
				padded(hello, Bounds.GREETING_BYTES + 1), "size of a first message"));
		cases.add(new Case("something else than a Hello", Kind.HELLO, hello, ping(1), "must be a Hello"));
		byte[] join = join((join1) -> {
		});
		cases.add(new Case("bytes of a request", Kind.REQUEST, padded(join, Bounds.GREETING_BYTES),
				padded(join, Bounds.GREETING_BYTES + 1), "size of a first message"));
		cases.add(new Case("roles of a join", Kind.REQUEST,
				join((join1) -> join1.addAllRoles(IntStream.range(0, 32).mapToObj((i) -> "r" + i).toList())),
				join((join1) -> join1.addAllRoles(IntStream.range(0, 33).mapToObj((i) -> "r" + i).toList())),
				"number of roles"));
		cases.add(new Case("metadata of a join", Kind.REQUEST,
				join((join1) -> join1.putMetadata("key", "x".repeat(Limits.METADATA_BYTES - 3))),
				join((join1) -> join1.putMetadata("key", "x".repeat(Limits.METADATA_BYTES - 2))), "metadata"));
		cases.add(new Case("version of a join", Kind.REQUEST, join((join1) -> join1.setAppVersion("v".repeat(255))),
				join((join1) -> join1.setAppVersion("v".repeat(256))), "application's version"));
		cases.add(new Case("size of a met cluster", Kind.REQUEST, meet(Limits.MEMBERS), meet(Limits.MEMBERS + 1),
				"cluster's size"));
		cases.add(new Case("negative size of a met cluster", Kind.REQUEST, meet(0), meet(-1), "cluster's size"));
		cases.add(new Case("request of a kind that nobody knows", Kind.REQUEST, join,
				Wire.Request.newBuilder().setFrom(Wire.Greeting.newBuilder().setSelf(node(1))).build().toByteArray(),
				"no known kind"));
	}

	private static void addResponses(List<Case> cases) {
		cases.add(new Case("observations in all rows", Kind.RESPONSE, observations(Bounds.OBSERVATIONS),
				observations(Bounds.OBSERVATIONS + 1), "number of observations"));
		cases.add(new Case("size of a cluster", Kind.RESPONSE, clustered(Limits.MEMBERS), clustered(Limits.MEMBERS + 1),
				"cluster's size"));
		cases.add(new Case("floor beyond 63 bits", Kind.RESPONSE, rejected(Long.MAX_VALUE, "m"), rejected(-1, "m"),
				"floor is out of range"));
		cases.add(new Case("characters of a rejection", Kind.RESPONSE, rejected(1, "m".repeat(1024)),
				rejected(1, "m".repeat(1025)), "length of the message"));
		cases.add(new Case("response of a kind that nobody knows", Kind.RESPONSE, clustered(1), padded(new byte[0], 50),
				"no known kind"));
	}

	private static Case delta(String name, int limit, String words, IntFunction<Wire.Delta.Builder> make) {
		return delta(name, words, make.apply(limit), make.apply(limit + 1));
	}

	private static Case delta(String name, String words, Wire.Delta.Builder good, Wire.Delta.Builder bad) {
		return new Case(name, Kind.FRAME, gossip((gossip) -> gossip.setDelta(good)).build().toByteArray(),
				gossip((gossip) -> gossip.setDelta(bad)).build().toByteArray(), words);
	}

	private static Case frame(String name, int limit, String words, IntFunction<Wire.Frame.Builder> make) {
		return new Case(name, Kind.FRAME, make.apply(limit).build().toByteArray(),
				make.apply(limit + 1).build().toByteArray(), words);
	}

	private static Case greeting(String name, String words, Consumer<Wire.Greeting.Builder> good,
			Consumer<Wire.Greeting.Builder> bad) {
		Wire.Greeting.Builder first = Wire.Greeting.newBuilder().setSelf(node(1));
		good.accept(first);
		Wire.Greeting.Builder second = Wire.Greeting.newBuilder().setSelf(node(1));
		bad.accept(second);
		return new Case(name, Kind.HELLO, hello(first), hello(second), words);
	}

	static byte[] hello(Wire.Greeting.Builder greeting) {
		return Wire.Frame.newBuilder()
			.setHello(Wire.Hello.newBuilder().setFrom(greeting).setTarget(node(2)))
			.build()
			.toByteArray();
	}

	private static byte[] join(Consumer<Wire.Join.Builder> content) {
		Wire.Join.Builder join = Wire.Join.newBuilder().setContact(node(2));
		content.accept(join);
		return Wire.Request.newBuilder()
			.setFrom(Wire.Greeting.newBuilder().setSelf(node(1)))
			.setJoin(join)
			.build()
			.toByteArray();
	}

	private static byte[] meet(int size) {
		return Wire.Request.newBuilder()
			.setFrom(Wire.Greeting.newBuilder().setSelf(node(1)))
			.setMeet(Wire.Meet.newBuilder().setSize(size))
			.build()
			.toByteArray();
	}

	private static byte[] clustered(int size) {
		return Wire.Response.newBuilder()
			.setClustered(Wire.Clustered.newBuilder().setSize(size).setSelf(node(1)))
			.build()
			.toByteArray();
	}

	private static byte[] rejected(long floor, String message) {
		return Wire.Response.newBuilder()
			.setRejected(Wire.Rejected.newBuilder().setReasonValue(4).setFloor(floor).setMessage(message))
			.build()
			.toByteArray();
	}

	private static byte[] observations(int count) {
		Wire.Delta.Builder delta = nodes(Limits.MEMBERS);
		int left = count;
		for (int observer = 0; left > 0; observer++) {
			delta.addRows(row(observer, Math.min(left, Limits.MEMBERS)));
			left -= Limits.MEMBERS;
		}
		return Wire.Response.newBuilder().setWelcome(Wire.Welcome.newBuilder().setState(delta)).build().toByteArray();
	}

	private static byte[] refused(String message) {
		return Wire.Frame.newBuilder()
			.setRefused(Wire.Refused.newBuilder().setReasonValue(1).setMessage(message).setSelf(node(1)))
			.build()
			.toByteArray();
	}

	static byte[] ping(int outcome) {
		return Wire.Frame.newBuilder()
			.setPingReply(Wire.PingReply.newBuilder().setSubject(node(1)).setOutcomeValue(outcome))
			.build()
			.toByteArray();
	}

	private static byte[] sums(int lanes) {
		return Wire.Frame.newBuilder()
			.setReconcileSums(Wire.ReconcileSums.newBuilder().addAllSums(longs(lanes)))
			.build()
			.toByteArray();
	}

	private static byte[] hashes(int bucketCount, List<Integer> buckets, int hashes) {
		return Wire.Frame.newBuilder()
			.setReconcileHashes(Wire.ReconcileHashes.newBuilder()
				.setBucketCount(bucketCount)
				.addAllBuckets(buckets)
				.addAllKeys(longs(hashes))
				.addAllSums(longs(2 * hashes)))
			.build()
			.toByteArray();
	}

	private static Wire.Frame.Builder gossip(Consumer<Wire.Gossip.Builder> content) {
		Wire.Gossip.Builder gossip = Wire.Gossip.newBuilder().setSequence(1);
		content.accept(gossip);
		return Wire.Frame.newBuilder().setGossip(gossip);
	}

	private static void settings(Wire.Greeting.Builder greeting, int count) {
		IntStream.range(0, count).forEach((i) -> greeting.putConfiguration("key" + i, "value"));
	}

	private static Wire.Delta.Builder nodes(int count) {
		return Wire.Delta.newBuilder().addAllNodes(IntStream.range(0, count).mapToObj(WireLimits::node).toList());
	}

	static Wire.NodeId node(int i) {
		return Wire.NodeId.newBuilder().setHost("h").setPort(7946).setIncarnation(i + 1L).build();
	}

	private static Wire.MemberRecord.Builder up(int place) {
		return Wire.MemberRecord.newBuilder().setNode(place).setStatus(Wire.MemberStatus.UP);
	}

	private static Wire.ObservationRow.Builder row(int observer, int subjects) {
		Wire.ObservationRow.Builder row = Wire.ObservationRow.newBuilder().setObserver(observer).setVersion(1);
		for (int i = 0; i < subjects; i++) {
			row.addSubjects(Wire.Observation.newBuilder().setSubject(i).setEvidence(Wire.Evidence.LINK));
		}
		return row;
	}

	private static List<Long> longs(int count) {
		return IntStream.range(0, count).mapToObj((i) -> (long) i).toList();
	}

	/**
	 * The message and, behind it, a field that nobody knows, of so many bytes together.
	 */
	static byte[] padded(byte[] message, int length) {
		// tag of field 90 in two bytes, its length in three at most
		for (int padding = length - message.length - 2; padding >= 0; padding--) {
			ByteString field = field(new byte[padding]);
			if (message.length + field.size() == length) {
				return ByteString.copyFrom(message).concat(field).toByteArray();
			}
			if (message.length + field.size() < length) {
				break;
			}
		}
		throw new IllegalArgumentException("No padding from " + message.length + " to " + length);
	}

	private static ByteString field(byte[] content) {
		ByteString.Output out = ByteString.newOutput();
		com.google.protobuf.CodedOutputStream coded = com.google.protobuf.CodedOutputStream.newInstance(out);
		try {
			coded.writeByteArray(90, content);
			coded.flush();
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		return out.toByteString();
	}

	/** Where a message arrives. */
	enum Kind {

		/** On a link that was accepted. */
		FRAME,

		/** As a frame that never comes on an accepted link. */
		DECODED_FRAME,

		/** As the first frame of a link. */
		HELLO,

		/** As a question. */
		REQUEST,

		/** As an answer. */
		RESPONSE

	}

	/**
	 * One limit.
	 *
	 * @param name its name
	 * @param kind where the messages arrive
	 * @param good is just allowed
	 * @param bad is just not
	 * @param words what is said about the bad one
	 */
	record Case(String name, Kind kind, byte[] good, byte[] bad, String words) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
