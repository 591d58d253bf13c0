package io.clusterboot.spring.autoconfigure.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;

/**
 * A gRPC service of the application that answers with a name.
 */
public final class WhoService implements BindableService {

	private static final MethodDescriptor<String, String> WHO = MethodDescriptor.<String, String>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("test.Who/Who")
		.setRequestMarshaller(new Text())
		.setResponseMarshaller(new Text())
		.build();

	private final String name;

	public WhoService(String name) {
		this.name = name;
	}

	/** Calls the service, and waits for it a while. */
	public static String call(Channel channel) {
		return ClientCalls.blockingUnaryCall(channel, WHO,
				CallOptions.DEFAULT.withWaitForReady().withDeadlineAfter(30, TimeUnit.SECONDS), "");
	}

	/** Calls the service, and fails if nobody is there. */
	public static String callAtOnce(Channel channel) {
		return ClientCalls.blockingUnaryCall(channel, WHO, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
				"");
	}

	@Override
	public ServerServiceDefinition bindService() {
		return ServerServiceDefinition.builder("test.Who")
			.addMethod(WHO, ServerCalls.asyncUnaryCall((request, observer) -> {
				observer.onNext(this.name);
				observer.onCompleted();
			}))
			.build();
	}

	private static final class Text implements MethodDescriptor.Marshaller<String> {

		@Override
		public InputStream stream(String value) {
			return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public String parse(InputStream stream) {
			try {
				return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
