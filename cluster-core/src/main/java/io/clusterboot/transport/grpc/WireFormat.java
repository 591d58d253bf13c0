package io.clusterboot.transport.grpc;

import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Frame;

/**
 * What a link and the calls look like on the wire, without a network: for simulations,
 * which pass all they carry through it, and for tools. One object stands for one link in
 * one direction, as frames leave out what the frame before has told.
 */
public final class WireFormat {

	private final FrameEncoder encoder = new FrameEncoder();

	private final FrameDecoder decoder = new FrameDecoder();

	/**
	 * Writes the next frame of the link.
	 * @param frame the frame
	 * @return its bytes
	 */
	public byte[] encode(Frame frame) {
		return this.encoder.encode(frame);
	}

	/**
	 * Reads the next frame of the link.
	 * @param bytes what {@link #encode} gave, in the same order
	 * @return the frame
	 * @throws IllegalArgumentException if a node would refuse the bytes
	 */
	public Frame decode(byte[] bytes) {
		try {
			return this.decoder.decode(FrameDecoder.parse(bytes));
		}
		catch (MalformedFrameException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

	/**
	 * Writes a request.
	 * @param request the request
	 * @return its bytes
	 */
	public static byte[] encode(Request request) {
		return CallCodec.encode(request);
	}

	/**
	 * Reads a request.
	 * @param bytes the bytes
	 * @return the request
	 * @throws IllegalArgumentException if a node would refuse the bytes
	 */
	public static Request decodeRequest(byte[] bytes) {
		try {
			return CallCodec.decodeRequest(bytes);
		}
		catch (MalformedFrameException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

	/**
	 * Writes a response.
	 * @param response the response
	 * @return its bytes
	 */
	public static byte[] encode(Response response) {
		return CallCodec.encode(response);
	}

	/**
	 * Reads a response.
	 * @param bytes the bytes
	 * @return the response
	 * @throws IllegalArgumentException if a node would refuse the bytes
	 */
	public static Response decodeResponse(byte[] bytes) {
		try {
			return CallCodec.decodeResponse(bytes);
		}
		catch (MalformedFrameException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

}
