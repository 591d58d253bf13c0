package io.clusterboot.transport.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.grpc.MethodDescriptor;

/**
 * The methods of the service, on bytes: protobuf is read where a malformed message can be
 * answered, not inside grpc, which would write a stack trace.
 */
final class Methods {

	/** The service, as in cluster.proto. */
	static final String SERVICE = "io.clusterboot.v1.Cluster";

	/** The link between two nodes. */
	static final MethodDescriptor<byte[], byte[]> LINK = onBytes("Link", MethodDescriptor.MethodType.BIDI_STREAMING);

	/** A single call. */
	static final MethodDescriptor<byte[], byte[]> ASK = onBytes("Ask", MethodDescriptor.MethodType.UNARY);

	/** The messages of applications. */
	static final MethodDescriptor<byte[], byte[]> CONVERSE = onBytes("Converse",
			MethodDescriptor.MethodType.BIDI_STREAMING);

	private Methods() {
	}

	private static MethodDescriptor<byte[], byte[]> onBytes(String name, MethodDescriptor.MethodType type) {
		return MethodDescriptor.newBuilder(new Bytes(), new Bytes())
			.setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
			.setType(type)
			.build();
	}

	/** Bytes as they are. */
	private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
