package io.clusterboot.transport.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.clusterboot.api.Limits;
import io.clusterboot.joining.Greeting;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.v1.Wire;

/**
 * Requests and responses as bytes and back.
 */
final class CallCodec {

	private CallCodec() {
	}

	/**
	 * Writes a request.
	 * @param request the request
	 * @return its bytes
	 */
	static byte[] encode(Request request) {
		Wire.Request.Builder wire = Wire.Request.newBuilder().setFrom(IdentityCodec.write(request.from()));
		if (request instanceof Request.SeedQuery) {
			wire.setSeedQuery(Wire.SeedQuery.getDefaultInstance());
		}
		else if (request instanceof Request.Claim) {
			wire.setClaim(Wire.Claim.getDefaultInstance());
		}
		else if (request instanceof Request.Release) {
			wire.setRelease(Wire.Release.getDefaultInstance());
		}
		else if (request instanceof Request.Meet meet) {
			wire.setMeet(
					Wire.Meet.newBuilder().setClusterId(IdentityCodec.write(meet.clusterId())).setSize(meet.size()));
		}
		else if (request instanceof Request.Join join) {
			wire.setJoin(Wire.Join.newBuilder()
				.addAllRoles(join.roles())
				.setAppVersion(join.appVersion())
				.putAllMetadata(join.metadata())
				.setClusterId(IdentityCodec.write(join.clusterId()))
				.setContact(IdentityCodec.write(join.contact())));
		}
		return wire.build().toByteArray();
	}

	/**
	 * Reads a request.
	 * @param bytes the bytes
	 * @return the request
	 * @throws MalformedFrameException if it is none
	 */
	static Request decodeRequest(byte[] bytes) throws MalformedFrameException {
		Wire.Request wire;
		try {
			wire = Wire.Request.parseFrom(bytes);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new MalformedFrameException("Not a request", ex);
		}
		Greeting from = IdentityCodec.read(wire.getFrom());
		return switch (wire.getKindCase()) {
			case SEED_QUERY -> new Request.SeedQuery(from);
			case CLAIM -> new Request.Claim(from);
			case RELEASE -> new Request.Release(from);
			case MEET -> new Request.Meet(from, IdentityCodec.read(wire.getMeet().getClusterId()),
					Bounds.atMost(wire.getMeet().getSize(), Limits.MEMBERS, "The cluster's size"));
			case JOIN -> join(from, wire.getJoin());
			case KIND_NOT_SET -> throw new MalformedFrameException("A request of no known kind");
		};
	}

	private static Request join(Greeting from, Wire.Join wire) throws MalformedFrameException {
		return new Request.Join(from, IdentityCodec.read(wire.getClusterId()), IdentityCodec.read(wire.getContact()),
				Bounds.roles(wire.getRolesList()), Bounds.name(wire.getAppVersion(), "the application's version"),
				Bounds.metadata(wire.getMetadataMap()));
	}

	/**
	 * Writes a response.
	 * @param response the response
	 * @return its bytes
	 */
	static byte[] encode(Response response) {
		Wire.Response.Builder wire = Wire.Response.newBuilder();
		if (response instanceof Response.Clustered clustered) {
			wire.setClustered(Wire.Clustered.newBuilder()
				.setClusterId(IdentityCodec.write(clustered.clusterId()))
				.setSize(clustered.size())
				.setSelf(IdentityCodec.write(clustered.self())));
		}
		else if (response instanceof Response.Starting starting) {
			wire.setStarting(Wire.Starting.newBuilder().setSelf(IdentityCodec.write(starting.self())));
		}
		else if (response instanceof Response.Granted) {
			wire.setGranted(Wire.Granted.getDefaultInstance());
		}
		else if (response instanceof Response.Held held) {
			wire.setHeld(Wire.Held.newBuilder().setHolder(IdentityCodec.write(held.holder())));
		}
		else if (response instanceof Response.Welcome welcome) {
			wire.setWelcome(Wire.Welcome.newBuilder()
				.setClusterId(IdentityCodec.write(welcome.clusterId()))
				.setState(DeltaEncoder.write(welcome.state())));
		}
		else if (response instanceof Response.Rejected rejected) {
			wire.setRejected(Wire.Rejected.newBuilder()
				.setReason(Wire.Rejection.valueOf(rejected.reason().name()))
				.setMessage(Bounds.shortened(rejected.message()))
				.setFloor(rejected.floor()));
		}
		return wire.build().toByteArray();
	}

	/**
	 * Reads a response.
	 * @param bytes the bytes
	 * @return the response
	 * @throws MalformedFrameException if it is none
	 */
	static Response decodeResponse(byte[] bytes) throws MalformedFrameException {
		Wire.Response wire;
		try {
			wire = Wire.Response.parseFrom(bytes);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new MalformedFrameException("Not a response", ex);
		}
		return switch (wire.getKindCase()) {
			case CLUSTERED -> new Response.Clustered(IdentityCodec.read(wire.getClustered().getClusterId()),
					Bounds.atMost(wire.getClustered().getSize(), Limits.MEMBERS, "The cluster's size"),
					IdentityCodec.read(wire.getClustered().getSelf()));
			case STARTING -> new Response.Starting(IdentityCodec.read(wire.getStarting().getSelf()));
			case GRANTED -> new Response.Granted();
			case HELD -> new Response.Held(IdentityCodec.read(wire.getHeld().getHolder()));
			case WELCOME -> new Response.Welcome(IdentityCodec.read(wire.getWelcome().getClusterId()),
					DeltaDecoder.read(wire.getWelcome().getState()));
			case REJECTED -> new Response.Rejected(Bounds.constant(Rejection.class, wire.getRejected().getReason()),
					Bounds.message(wire.getRejected().getMessage(), "the message"),
					Bounds.natural(wire.getRejected().getFloor(), "The floor"));
			case KIND_NOT_SET -> throw new MalformedFrameException("A response of no known kind");
		};
	}

}
