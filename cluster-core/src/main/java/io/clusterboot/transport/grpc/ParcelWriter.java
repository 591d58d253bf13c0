package io.clusterboot.transport.grpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.CodedOutputStream;
import io.clusterboot.transport.Envelope;
import io.clusterboot.v1.Wire;

/**
 * Writes messages as a Parcel of cluster.proto. By hand, into one array of the right
 * size: of all that this node writes only messages are so many that builders cost.
 */
final class ParcelWriter {

	private final List<String> names = new ArrayList<>();

	private final Map<String, Integer> places = new HashMap<>();

	private int[] sizes = new int[16];

	/**
	 * Writes a frame.
	 * @param envelopes its messages
	 * @return its bytes
	 */
	byte[] write(List<Envelope> envelopes) {
		this.names.clear();
		this.places.clear();
		if (this.sizes.length < envelopes.size()) {
			this.sizes = new int[Math.max(envelopes.size(), 2 * this.sizes.length)];
		}
		int total = 0;
		for (int i = 0; i < envelopes.size(); i++) {
			int size = size(envelopes.get(i));
			this.sizes[i] = size;
			total += CodedOutputStream.computeTagSize(Wire.Parcel.ENVELOPES_FIELD_NUMBER)
					+ CodedOutputStream.computeUInt32SizeNoTag(size) + size;
		}
		for (String name : this.names) {
			total += CodedOutputStream.computeStringSize(Wire.Parcel.NAMES_FIELD_NUMBER, name);
		}
		byte[] bytes = new byte[total];
		try {
			write(envelopes, CodedOutputStream.newInstance(bytes));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The size of a frame was computed wrongly", ex);
		}
		return bytes;
	}

	private void write(List<Envelope> envelopes, CodedOutputStream out) throws IOException {
		for (String name : this.names) {
			out.writeString(Wire.Parcel.NAMES_FIELD_NUMBER, name);
		}
		for (int i = 0; i < envelopes.size(); i++) {
			out.writeTag(Wire.Parcel.ENVELOPES_FIELD_NUMBER, 2);
			out.writeUInt32NoTag(this.sizes[i]);
			write(envelopes.get(i), out);
		}
		out.checkNoSpaceLeft();
	}

	private void write(Envelope envelope, CodedOutputStream out) throws IOException {
		if (envelope.kind() != Envelope.Kind.TELL) {
			out.writeEnum(Wire.Envelope.KIND_FIELD_NUMBER, envelope.kind().ordinal());
		}
		int handler = place(envelope.handler());
		if (handler != 0) {
			out.writeUInt32(Wire.Envelope.HANDLER_FIELD_NUMBER, handler);
		}
		int type = place(envelope.type());
		if (type != 0) {
			out.writeUInt32(Wire.Envelope.TYPE_FIELD_NUMBER, type);
		}
		if (envelope.correlation() != 0) {
			out.writeUInt64(Wire.Envelope.CORRELATION_FIELD_NUMBER, envelope.correlation());
		}
		out.writeByteArray(Wire.Envelope.PAYLOAD_FIELD_NUMBER, envelope.payload());
		for (Map.Entry<String, String> header : envelope.headers().entrySet()) {
			out.writeTag(Wire.Envelope.HEADERS_FIELD_NUMBER, 2);
			out.writeUInt32NoTag(entrySize(header));
			out.writeString(1, header.getKey());
			out.writeString(2, header.getValue());
		}
	}

	private int size(Envelope envelope) {
		int size = CodedOutputStream.computeByteArraySize(Wire.Envelope.PAYLOAD_FIELD_NUMBER, envelope.payload());
		if (envelope.kind() != Envelope.Kind.TELL) {
			size += CodedOutputStream.computeEnumSize(Wire.Envelope.KIND_FIELD_NUMBER, envelope.kind().ordinal());
		}
		int handler = place(envelope.handler());
		if (handler != 0) {
			size += CodedOutputStream.computeUInt32Size(Wire.Envelope.HANDLER_FIELD_NUMBER, handler);
		}
		int type = place(envelope.type());
		if (type != 0) {
			size += CodedOutputStream.computeUInt32Size(Wire.Envelope.TYPE_FIELD_NUMBER, type);
		}
		if (envelope.correlation() != 0) {
			size += CodedOutputStream.computeUInt64Size(Wire.Envelope.CORRELATION_FIELD_NUMBER, envelope.correlation());
		}
		if (!envelope.headers().isEmpty()) {
			for (Map.Entry<String, String> header : envelope.headers().entrySet()) {
				int entry = entrySize(header);
				size += CodedOutputStream.computeTagSize(Wire.Envelope.HEADERS_FIELD_NUMBER)
						+ CodedOutputStream.computeUInt32SizeNoTag(entry) + entry;
			}
		}
		return size;
	}

	private static int entrySize(Map.Entry<String, String> header) {
		return CodedOutputStream.computeStringSize(1, header.getKey())
				+ CodedOutputStream.computeStringSize(2, header.getValue());
	}

	/** The place of a name in this frame's list; adds it if it is new. */
	private int place(String name) {
		Integer known = this.places.get(name);
		if (known == null) {
			known = this.names.size();
			this.places.put(name, known);
			this.names.add(name);
		}
		return known;
	}

}
