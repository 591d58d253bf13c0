package io.clusterboot.transport.grpc;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeId;
import io.clusterboot.v1.Wire;

/**
 * Makes messages that are valid protobuf and mostly good sense, and damages some of them.
 */
final class Forge {

	private static final List<String> TEXTS = List.of("web", "", "1.0", "x".repeat(64), "\u20ac".repeat(22), "a\nb",
			"x".repeat(256));

	private final Dice dice;

	private final List<NodeId> nodes;

	private final ClusterId clusterId;

	private final Map<String, String> configuration;

	/**
	 * Creates a forge.
	 * @param dice makes all choices
	 * @param nodes of whom the messages are, the node that they are for first
	 * @param clusterId the cluster
	 * @param configuration its settings
	 */
	Forge(Dice dice, List<NodeId> nodes, ClusterId clusterId, Map<String, String> configuration) {
		this.dice = dice;
		this.nodes = nodes;
		this.clusterId = clusterId;
		this.configuration = configuration;
	}

	Wire.Frame frame() {
		Wire.Frame.Builder frame = Wire.Frame.newBuilder();
		switch (this.dice.below(14)) {
			case 0 -> frame.setHello(hello());
			case 1 -> frame.setAccepted(Wire.Accepted.newBuilder().setSelf(node()));
			case 2 -> frame.setRefused(
					Wire.Refused.newBuilder().setReasonValue(this.dice.below(15)).setMessage(text()).setSelf(node()));
			case 3 -> frame.setBye(Wire.Bye.newBuilder().setReason(text()));
			case 4 -> frame.setGossip(Wire.Gossip.newBuilder()
				.setSequence(this.dice.number())
				.setAcknowledged(this.dice.number())
				.setDelta(delta())
				.setSeen(seen()));
			case 5 -> frame.setGossipAck(Wire.GossipAck.newBuilder().setSequence(this.dice.number()));
			case 6 -> frame.setProbe(probe());
			case 7 -> frame.setProbeAck(probe());
			case 8 ->
				frame.setPingRequest(Wire.PingRequest.newBuilder().setInquiry(this.dice.number()).setSubject(node()));
			case 9 -> frame.setPingReply(Wire.PingReply.newBuilder()
				.setInquiry(this.dice.number())
				.setSubject(node())
				.setOutcomeValue(this.dice.below(5)));
			case 10 -> frame.setReconcileSums(sums());
			case 11 -> frame.setReconcileHashes(hashes());
			case 12 -> frame.setReconcileRecords(Wire.ReconcileRecords.newBuilder()
				.setSession(this.dice.number())
				.setDelta(delta())
				.setWantsAll(this.dice.rarely(2))
				.addAllWanted(List.of(this.dice.number())));
			default -> frame.setDissolve(Wire.Dissolve.newBuilder()
				.setInto(Wire.ClusterId.newBuilder().setHigh(this.dice.number()))
				.setContact(Wire.Address.newBuilder().setHost("127.0.0.1").setPort(this.dice.next())));
		}
		return frame.build();
	}

	Wire.Hello hello() {
		Wire.Hello.Builder hello = Wire.Hello.newBuilder()
			.setFrom(greeting())
			.setClusterId(IdentityCodec.write(this.clusterId))
			.setTarget(IdentityCodec.write(this.nodes.get(0)));
		if (this.dice.rarely(8)) {
			hello.setTarget(node());
		}
		return hello.build();
	}

	Wire.Request request() {
		Wire.Request.Builder request = Wire.Request.newBuilder().setFrom(greeting());
		switch (this.dice.below(5)) {
			case 0 -> request.setJoin(join());
			case 1 -> request.setSeedQuery(Wire.SeedQuery.getDefaultInstance());
			case 2 -> request.setClaim(Wire.Claim.getDefaultInstance());
			case 3 -> request.setRelease(Wire.Release.getDefaultInstance());
			default -> request.setMeet(Wire.Meet.newBuilder()
				.setClusterId(Wire.ClusterId.newBuilder().setHigh(this.dice.number()))
				.setSize((int) this.dice.number()));
		}
		return request.build();
	}

	Wire.Response response() {
		Wire.Response.Builder response = Wire.Response.newBuilder();
		switch (this.dice.below(6)) {
			case 0 -> response.setClustered(Wire.Clustered.newBuilder()
				.setClusterId(IdentityCodec.write(this.clusterId))
				.setSize((int) this.dice.number())
				.setSelf(node()));
			case 1 -> response.setStarting(Wire.Starting.newBuilder().setSelf(node()));
			case 2 -> response.setGranted(Wire.Granted.getDefaultInstance());
			case 3 -> response.setHeld(Wire.Held.newBuilder().setHolder(node()));
			case 4 -> response.setWelcome(
					Wire.Welcome.newBuilder().setClusterId(IdentityCodec.write(this.clusterId)).setState(delta()));
			default -> response.setRejected(Wire.Rejected.newBuilder()
				.setReasonValue(this.dice.below(15))
				.setMessage(text())
				.setFloor(this.dice.number()));
		}
		return response.build();
	}

	/** The bytes of a message, now and then with some of them damaged. */
	byte[] bytes(byte[] message) {
		if (!this.dice.rarely(4) || message.length == 0) {
			return message;
		}
		byte[] damaged = message.clone();
		int place = ((this.dice.next() << 8) | this.dice.next()) % damaged.length;
		switch (this.dice.below(3)) {
			case 0 -> damaged[place] = (byte) this.dice.next();
			case 1 -> damaged = java.util.Arrays.copyOf(damaged, place);
			default -> {
				ByteArrayOutputStream longer = new ByteArrayOutputStream();
				longer.write(damaged, 0, place);
				longer.writeBytes(this.dice.some());
				longer.write(damaged, place, damaged.length - place);
				damaged = longer.toByteArray();
			}
		}
		return damaged;
	}

	private Wire.Greeting greeting() {
		Wire.Greeting.Builder greeting = Wire.Greeting.newBuilder()
			.setClusterName(this.dice.rarely(16) ? text() : "test")
			.setOldestProtocol(this.dice.rarely(16) ? (int) this.dice.number() : 1)
			.setNewestProtocol(this.dice.rarely(16) ? (int) this.dice.number() : 1)
			.putAllConfiguration(this.configuration)
			.setSelf(node());
		if (this.dice.rarely(16)) {
			greeting.putConfiguration("cluster.downing.role", text());
		}
		return greeting.build();
	}

	private Wire.Join join() {
		Wire.Join.Builder join = Wire.Join.newBuilder()
			.setAppVersion(text())
			.putMetadata(text(), text())
			.setClusterId(IdentityCodec.write(this.clusterId))
			.setContact(this.dice.rarely(16) ? node() : IdentityCodec.write(this.nodes.get(0)));
		for (int i = this.dice.below(3); i > 0; i--) {
			join.addRoles(text());
		}
		return join.build();
	}

	private Wire.NodeId node() {
		Wire.NodeId node = IdentityCodec.write(this.dice.of(this.nodes));
		if (this.dice.rarely(8)) {
			return node.toBuilder().setIncarnation(this.dice.number()).build();
		}
		return this.dice.rarely(16) ? node.toBuilder().setPort((int) this.dice.number()).build() : node;
	}

	private Wire.Delta delta() {
		Wire.Delta.Builder delta = Wire.Delta.newBuilder().setRemovals(this.dice.number());
		int count = this.dice.below(5);
		for (int i = 0; i < count; i++) {
			delta.addNodes(node());
		}
		for (int place = 0; place < count; place++) {
			int what = this.dice.next();
			if ((what & 1) != 0) {
				delta.addMembers(Wire.MemberRecord.newBuilder()
					.setNode(place)
					.setStatusValue(1 + this.dice.below(7))
					.setUpNumber((int) this.dice.number())
					.setAppVersion(text()));
			}
			if ((what & 2) != 0) {
				delta.addTombstones(place);
			}
			if ((what & 4) != 0) {
				delta.addRows(Wire.ObservationRow.newBuilder()
					.setObserver(place)
					.setVersion(this.dice.number())
					.addSubjects(Wire.Observation.newBuilder()
						.setSubject(this.dice.below(6))
						.setEvidenceValue(1 + this.dice.below(4))));
			}
			if ((what & 8) != 0) {
				delta.addData(Wire.NodeData.newBuilder()
					.setNode(place)
					.setVersion(this.dice.number())
					.putMetadata(text(), text()));
			}
		}
		return delta.build();
	}

	private Wire.SeenSet seen() {
		Wire.SeenSet.Builder seen = Wire.SeenSet.newBuilder()
			.setFingerprint(fingerprint())
			.setComplete(this.dice.rarely(4));
		for (int i = this.dice.below(4); i > 0; i--) {
			seen.addWords(this.dice.number());
		}
		return seen.build();
	}

	private Wire.Probe probe() {
		Wire.Probe.Builder probe = Wire.Probe.newBuilder().setSequence(this.dice.number());
		if (!this.dice.rarely(4)) {
			probe.setDigest(Wire.Digest.newBuilder()
				.setMembers(fingerprint())
				.setObservations(fingerprint())
				.setNodeData(fingerprint()));
		}
		return probe.build();
	}

	private Wire.ReconcileSums sums() {
		Wire.ReconcileSums.Builder sums = Wire.ReconcileSums.newBuilder().setSession(this.dice.number());
		int lanes = this.dice.rarely(8) ? this.dice.next() : 2 << this.dice.below(4);
		for (int i = 0; i < lanes; i++) {
			sums.addSums(this.dice.number());
		}
		return sums.build();
	}

	private Wire.ReconcileHashes hashes() {
		Wire.ReconcileHashes.Builder hashes = Wire.ReconcileHashes.newBuilder()
			.setSession(this.dice.number())
			.setBucketCount(this.dice.rarely(8) ? (int) this.dice.number() : 1 << this.dice.below(4));
		for (int i = this.dice.below(4); i > 0; i--) {
			hashes.addBuckets(this.dice.below(8)).addKeys(this.dice.number()).addSums(this.dice.number());
			hashes.addSums(this.dice.number());
		}
		return hashes.build();
	}

	private Wire.Fingerprint fingerprint() {
		return Wire.Fingerprint.newBuilder().setHigh(this.dice.number()).setLow(this.dice.number()).build();
	}

	private String text() {
		return this.dice.of(TEXTS);
	}

}
