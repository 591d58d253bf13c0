package io.clusterboot.transport.grpc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.clusterboot.transport.Envelope;
import io.clusterboot.v1.Wire;

/**
 * Reads the messages of a Parcel of cluster.proto. By hand, as {@link ParcelWriter}
 * writes them, and with a bound on everything.
 */
final class ParcelReader {

	/** Bytes of a header's name or value, and how many there may be. */
	static final int HEADER_LENGTH = 8 * 1024;

	static final int HEADERS = 64;

	private static final Envelope.Kind[] KINDS = Envelope.Kind.values();

	private static final byte[] EMPTY = {};

	private final List<String> names = new ArrayList<>();

	/**
	 * Reads a frame.
	 * @param bytes its bytes
	 * @return its messages
	 * @throws MalformedFrameException if it is none
	 */
	List<Envelope> read(byte[] bytes) throws MalformedFrameException {
		try {
			return read(CodedInputStream.newInstance(bytes));
		}
		catch (IOException ex) {
			throw new MalformedFrameException("Not a frame of messages", ex);
		}
	}

	private List<Envelope> read(CodedInputStream in) throws IOException, MalformedFrameException {
		this.names.clear();
		List<Envelope> envelopes = new ArrayList<>();
		int tag = in.readTag();
		while (tag != 0) {
			switch (WireFormat.getTagFieldNumber(tag)) {
				case Wire.Parcel.NAMES_FIELD_NUMBER ->
					this.names.add(Bounds.name(in.readStringRequireUtf8(), "a message's name"));
				case Wire.Parcel.ENVELOPES_FIELD_NUMBER -> {
					int limit = in.pushLimit(in.readRawVarint32());
					envelopes.add(envelope(in));
					in.popLimit(limit);
				}
				case Wire.Parcel.INTRODUCTION_FIELD_NUMBER, Wire.Parcel.ADMITTED_FIELD_NUMBER ->
					throw new MalformedFrameException("A second introduction");
				default -> in.skipField(tag);
			}
			tag = in.readTag();
		}
		if (envelopes.isEmpty()) {
			throw new MalformedFrameException("A frame without messages");
		}
		return envelopes;
	}

	private Envelope envelope(CodedInputStream in) throws IOException, MalformedFrameException {
		int kind = 0;
		int handler = 0;
		int type = 0;
		long correlation = 0;
		byte[] payload = EMPTY;
		Map<String, String> headers = Map.of();
		int tag = in.readTag();
		while (tag != 0) {
			switch (WireFormat.getTagFieldNumber(tag)) {
				case Wire.Envelope.KIND_FIELD_NUMBER -> kind = in.readEnum();
				case Wire.Envelope.HANDLER_FIELD_NUMBER -> handler = in.readUInt32();
				case Wire.Envelope.TYPE_FIELD_NUMBER -> type = in.readUInt32();
				case Wire.Envelope.CORRELATION_FIELD_NUMBER -> correlation = in.readUInt64();
				case Wire.Envelope.PAYLOAD_FIELD_NUMBER -> payload = in.readByteArray();
				case Wire.Envelope.HEADERS_FIELD_NUMBER -> {
					headers = headers.isEmpty() ? new HashMap<>() : headers;
					Bounds.atMost(headers.size(), HEADERS - 1, "The number of headers");
					header(in, headers);
				}
				default -> in.skipField(tag);
			}
			tag = in.readTag();
		}
		Bounds.atMost(kind, KINDS.length - 1, "The kind of a message");
		return new Envelope(KINDS[kind], name(handler), name(type), correlation, headers, payload);
	}

	private static void header(CodedInputStream in, Map<String, String> headers)
			throws IOException, MalformedFrameException {
		int limit = in.pushLimit(Bounds.atMost(in.readRawVarint32(), HEADER_LENGTH, "The size of a header"));
		String key = "";
		String value = "";
		int tag = in.readTag();
		while (tag != 0) {
			switch (WireFormat.getTagFieldNumber(tag)) {
				case 1 -> key = in.readStringRequireUtf8();
				case 2 -> value = in.readStringRequireUtf8();
				default -> in.skipField(tag);
			}
			tag = in.readTag();
		}
		in.popLimit(limit);
		headers.put(key, value);
	}

	private String name(int place) throws MalformedFrameException {
		Bounds.atMost(place, this.names.size() - 1, "The place of a name");
		return this.names.get(place);
	}

}
