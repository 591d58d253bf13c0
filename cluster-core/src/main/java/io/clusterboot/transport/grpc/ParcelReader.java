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

	/** Bytes of a header: its name, its value, and what is between. */
	static final int HEADER_LENGTH = Envelope.MOST_HEADER_BYTES + 16;

	/** Messages of a frame; a writer puts no more than about a thousand into one. */
	static final int ENVELOPES = 4096;

	/** Names of a frame: of a handler and a type for each message. */
	static final int NAMES = 2 * ENVELOPES;

	private static final int LENGTH = WireFormat.WIRETYPE_LENGTH_DELIMITED;

	private static final int VARINT = WireFormat.WIRETYPE_VARINT;

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
			switch (tag) {
				case Wire.Parcel.NAMES_FIELD_NUMBER << 3 | LENGTH -> {
					Bounds.atMost(this.names.size(), NAMES - 1, "The number of names");
					this.names.add(Bounds.name(in.readStringRequireUtf8(), "a message's name"));
				}
				case Wire.Parcel.ENVELOPES_FIELD_NUMBER << 3 | LENGTH -> {
					Bounds.atMost(envelopes.size(), ENVELOPES - 1, "The number of messages");
					int limit = in.pushLimit(in.readRawVarint32());
					envelopes.add(envelope(in));
					in.popLimit(limit);
				}
				case Wire.Parcel.INTRODUCTION_FIELD_NUMBER << 3 | LENGTH,
						Wire.Parcel.ADMITTED_FIELD_NUMBER << 3 | LENGTH ->
					throw new MalformedFrameException("A second introduction");
				default -> skip(in, tag);
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
			switch (tag) {
				case Wire.Envelope.KIND_FIELD_NUMBER << 3 | VARINT -> kind = in.readEnum();
				case Wire.Envelope.HANDLER_FIELD_NUMBER << 3 | VARINT -> handler = in.readUInt32();
				case Wire.Envelope.TYPE_FIELD_NUMBER << 3 | VARINT -> type = in.readUInt32();
				case Wire.Envelope.CORRELATION_FIELD_NUMBER << 3 | VARINT -> correlation = in.readUInt64();
				case Wire.Envelope.PAYLOAD_FIELD_NUMBER << 3 | LENGTH -> payload = in.readByteArray();
				case Wire.Envelope.HEADERS_FIELD_NUMBER << 3 | LENGTH -> {
					headers = headers.isEmpty() ? new HashMap<>() : headers;
					Bounds.atMost(headers.size(), Envelope.MOST_HEADERS - 1, "The number of headers");
					header(in, headers);
				}
				default -> skip(in, tag);
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
			switch (tag) {
				case 1 << 3 | LENGTH -> key = in.readStringRequireUtf8();
				case 2 << 3 | LENGTH -> value = in.readStringRequireUtf8();
				default -> skip(in, tag);
			}
			tag = in.readTag();
		}
		in.popLimit(limit);
		headers.put(key, value);
	}

	/** What a later version may have added. */
	private static void skip(CodedInputStream in, int tag) throws IOException, MalformedFrameException {
		if (!in.skipField(tag)) {
			throw new MalformedFrameException("The end of a group that has no start");
		}
	}

	private String name(int place) throws MalformedFrameException {
		Bounds.atMost(place, this.names.size() - 1, "The place of a name");
		return this.names.get(place);
	}

}
