package io.clusterboot.transport.grpc;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Greeting;
import io.clusterboot.joining.Request;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.grpc.netty.NettyServerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A transport under test, and all that it told.
 */
final class Peer implements AutoCloseable {

	private static final AtomicLong INCARNATIONS = new AtomicLong();

	final GrpcTransport transport;

	final NodeId id;

	private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();

	private long lastNumber;

	private Peer(@Nullable TlsMaterial tls, Consumer<NettyServerBuilder> customizer, NodeAddress address) {
		this.transport = new GrpcTransport(tls, customizer, (builder) -> {
		});
		NodeAddress bound;
		try {
			bound = this.transport.bind(address, address.host(), this.inputs::add);
		}
		catch (RuntimeException ex) {
			this.transport.close();
			throw ex;
		}
		this.id = new NodeId(bound, INCARNATIONS.incrementAndGet());
	}

	static Peer plain() {
		return at(new NodeAddress("127.0.0.1", 0));
	}

	static Peer at(NodeAddress address) {
		return new Peer(null, (builder) -> {
		}, address);
	}

	static Peer secure(TlsMaterial tls) {
		return new Peer(tls, (builder) -> {
		}, new NodeAddress("127.0.0.1", 0));
	}

	NodeAddress address() {
		return this.id.address();
	}

	long dial(NodeAddress address) {
		this.lastNumber++;
		this.transport.perform(new Output.Dial(this.lastNumber, address));
		return this.lastNumber;
	}

	long greet(Peer other) {
		long link = dial(other.address());
		send(link, hello(other.id));
		return link;
	}

	Frame.Hello hello(NodeId target) {
		return new Frame.Hello(greeting(), new ClusterId(1, 2), target);
	}

	Greeting greeting() {
		return new Greeting("test", 1, 1, Map.of("cluster.downing.strategy", "none"), this.id);
	}

	Request.Join join(String... roles) {
		SortedSet<String> sorted = new TreeSet<>(List.of(roles));
		return new Request.Join(greeting(), new ClusterId(1, 2), this.id, sorted, "1.0", Map.of("zone", "a"));
	}

	long call(NodeAddress address, Request request, long timeoutMillis) {
		this.lastNumber++;
		this.transport.perform(new Output.Call(this.lastNumber, address, request, timeoutMillis));
		return this.lastNumber;
	}

	void send(long link, Frame frame) {
		this.transport.perform(new Output.Send(link, frame));
	}

	/** Takes a Hello and accepts it. */
	long accept() {
		Input.FrameReceived hello = next(Input.FrameReceived.class);
		send(hello.link(), new Frame.Accepted(this.id));
		this.transport.handled(hello.link());
		return hello.link();
	}

	<T extends Input> T next(Class<T> type) {
		return next(type, (input) -> true);
	}

	/** Waits for an input; what comes before it is dropped. */
	<T extends Input> T next(Class<T> type, Predicate<T> condition) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		try {
			while (true) {
				Input input = this.inputs.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
				if (input == null) {
					throw new AssertionError("No " + type.getSimpleName() + " within 30 s");
				}
				if (type.isInstance(input) && condition.test(type.cast(input))) {
					return type.cast(input);
				}
			}
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/**
	 * What was told and not taken yet, but for how late this machine's threads were.
	 */
	List<Input> told() {
		return this.inputs.stream().filter((input) -> !(input instanceof Input.Late)).toList();
	}

	@Override
	public void close() {
		this.transport.close();
	}

}
