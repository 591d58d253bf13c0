package io.clusterboot.benchmarks.messaging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/**
 * A plain bidirectional stream of grpc-java with direct executors at both ends: the limit
 * of what can be built upon it without batching.
 */
final class GrpcCourier implements Courier {

	private static final String SERVICE = "io.clusterboot.benchmarks.Plain";

	private static final MethodDescriptor<byte[], byte[]> TELL = method("Tell");

	private static final MethodDescriptor<byte[], byte[]> ECHO = method("Echo");

	private final AtomicLong told = new AtomicLong();

	private final Server server;

	private final ManagedChannel channel;

	private final ClientCallStreamObserver<byte[]> tells;

	private final StreamObserver<byte[]> asks;

	private final Queue<CompletableFuture<byte[]>> waiting = new ConcurrentLinkedQueue<>();

	GrpcCourier() throws IOException {
		this.server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
			.directExecutor()
			.addService(ServerServiceDefinition.builder(SERVICE)
				.addMethod(TELL,
						ServerCalls.asyncBidiStreamingCall(
								(out) -> received((message) -> this.told.lazySet(this.told.get() + 1))))
				.addMethod(ECHO, ServerCalls.asyncBidiStreamingCall((out) -> received(out::onNext)))
				.build())
			.build()
			.start();
		this.channel = NettyChannelBuilder.forAddress("127.0.0.1", this.server.getPort())
			.usePlaintext()
			.directExecutor()
			.build();
		this.tells = (ClientCallStreamObserver<byte[]>) ClientCalls
			.asyncBidiStreamingCall(this.channel.newCall(TELL, CallOptions.DEFAULT), received((message) -> {
			}));
		this.asks = ClientCalls.asyncBidiStreamingCall(this.channel.newCall(ECHO, CallOptions.DEFAULT),
				received((message) -> {
					CompletableFuture<byte[]> answer = this.waiting.poll();
					if (answer != null) {
						answer.complete(message);
					}
				}));
	}

	private static MethodDescriptor<byte[], byte[]> method(String name) {
		return MethodDescriptor.newBuilder(new Bytes(), new Bytes())
			.setType(MethodDescriptor.MethodType.BIDI_STREAMING)
			.setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
			.build();
	}

	private static StreamObserver<byte[]> received(java.util.function.Consumer<byte[]> consumer) {
		return new StreamObserver<>() {

			@Override
			public void onNext(byte[] value) {
				consumer.accept(value);
			}

			@Override
			public void onError(Throwable ex) {
				// the end of the program
			}

			@Override
			public void onCompleted() {
				// the end of the program
			}

		};
	}

	@Override
	public void tell(byte[] payload) {
		while (!this.tells.isReady()) {
			LockSupport.parkNanos(1000);
		}
		this.tells.onNext(payload);
	}

	@Override
	public long told() {
		return this.told.get();
	}

	@Override
	public CompletionStage<byte[]> ask(byte[] payload) {
		CompletableFuture<byte[]> answer = new CompletableFuture<>();
		synchronized (this.asks) {
			this.waiting.add(answer);
			this.asks.onNext(payload);
		}
		return answer;
	}

	@Override
	public byte[] call(byte[] payload) {
		return ask(payload).toCompletableFuture().join();
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
		this.server.shutdownNow();
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
