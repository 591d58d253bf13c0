package io.clusterboot.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * {@link Arguments} as a protobuf message: {@code message Arguments { repeated Argument
 * values = 1; } message Argument { optional bytes value = 1; }}.
 */
final class ArgumentsCodec implements Codec {

	@Override
	public boolean supports(Type type) {
		return type == Arguments.class;
	}

	@Override
	public byte[] encode(Object payload) {
		List<byte @Nullable []> arguments = ((Arguments) payload).values();
		int size = 0;
		for (byte[] argument : arguments) {
			int inner = size(argument);
			size += CodedOutputStream.computeTagSize(1) + CodedOutputStream.computeUInt32SizeNoTag(inner) + inner;
		}
		byte[] bytes = new byte[size];
		CodedOutputStream out = CodedOutputStream.newInstance(bytes);
		try {
			for (byte[] argument : arguments) {
				out.writeTag(1, 2);
				out.writeUInt32NoTag(size(argument));
				if (argument != null) {
					out.writeByteArray(1, argument);
				}
			}
			out.checkNoSpaceLeft();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes;
	}

	private static int size(byte @Nullable [] argument) {
		return (argument != null) ? CodedOutputStream.computeByteArraySize(1, argument) : 0;
	}

	@Override
	public Object decode(byte[] bytes, Type type) {
		CodedInputStream in = CodedInputStream.newInstance(bytes);
		List<byte @Nullable []> arguments = new ArrayList<>();
		try {
			for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
				if (tag >>> 3 != 1) {
					in.skipField(tag);
					continue;
				}
				if (arguments.size() == Arguments.MOST) {
					throw new IllegalArgumentException("More than " + Arguments.MOST + " arguments");
				}
				int limit = in.pushLimit(in.readRawVarint32());
				arguments.add(argument(in));
				in.popLimit(limit);
			}
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("Not a call", ex);
		}
		return new Arguments(arguments);
	}

	private static byte @Nullable [] argument(CodedInputStream in) throws IOException {
		byte[] value = null;
		for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
			if (tag >>> 3 == 1) {
				value = in.readByteArray();
			}
			else {
				in.skipField(tag);
			}
		}
		return value;
	}

}
