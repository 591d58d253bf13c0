package io.clusterboot.resolver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/**
 * A gRPC service of an application that answers with the name of its server. Who asks for
 * that very name waits until the test lets the server answer.
 */
final class WhoAmI implements AutoCloseable {

	private static final MethodDescriptor<String, String> WHO = MethodDescriptor.<String, String>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("test.WhoAmI/Who")
		.setRequestMarshaller(new Text())
		.setResponseMarshaller(new Text())
		.build();

	private final AtomicInteger calls = new AtomicInteger();

	private final CountDownLatch slow = new CountDownLatch(1);

	private final CountDownLatch answer = new CountDownLatch(1);

	private final String name;

	private final Server server;

	WhoAmI(String name) {
		this.name = name;
		try {
			this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
				.addService(ServerServiceDefinition.builder("test.WhoAmI")
					.addMethod(WHO, ServerCalls.asyncUnaryCall(this::who))
					.build())
				.build()
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void who(String request, StreamObserver<String> observer) {
		this.calls.incrementAndGet();
		if (request.equals(this.name)) {
			this.slow.countDown();
			await(this.answer);
		}
		observer.onNext(this.name);
		observer.onCompleted();
	}

	private static void await(CountDownLatch latch) {
		try {
			if (!latch.await(30, TimeUnit.SECONDS)) {
				throw new AssertionError("Not within 30 s");
			}
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	String name() {
		return this.name;
	}

	int port() {
		return this.server.getPort();
	}

	int calls() {
		return this.calls.get();
	}

	/** Waits until a slow call has arrived. */
	void awaitSlowCall() {
		await(this.slow);
	}

	/** Lets the slow calls be answered. */
	void answerSlowCalls() {
		this.answer.countDown();
	}

	@Override
	public void close() {
		this.answer.countDown();
		this.server.shutdownNow();
	}

	/** What a generated stub looks like. */
	static final class Stub extends AbstractBlockingStub<Stub> {

		Stub(Channel channel) {
			this(channel, CallOptions.DEFAULT);
		}

		private Stub(Channel channel, CallOptions options) {
			super(channel, options);
		}

		@Override
		protected Stub build(Channel channel, CallOptions options) {
			return new Stub(channel, options);
		}

		String who(String request) {
			return ClientCalls.blockingUnaryCall(getChannel(), WHO, getCallOptions(), request);
		}

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
