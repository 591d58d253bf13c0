package io.clusterboot.transport.grpc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.transport.Conversations;
import io.clusterboot.transport.RateLimitedLog;
import io.clusterboot.transport.Transport;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Links as gRPC bidirectional streams over one HTTP/2 connection a pair, calls as unary
 * calls, on the node's own server.
 */
public final class GrpcTransport implements Transport {

	/** The most that the payload of an application's message may have by default. */
	public static final int PAYLOAD_BYTES = 1024 * 1024;

	private static final long CLOSE_MILLIS = 800;

	private final RateLimitedLog log = new RateLimitedLog(LoggerFactory.getLogger(GrpcTransport.class));

	final Strangers strangers = new Strangers(this.log);

	private final EventLoopGroup loops;

	private final Admission admission;

	private final Consumer<? super NettyServerBuilder> serverCustomizer;

	private final Channels channels;

	private final GrpcConversations conversations;

	private final Map<Long, Link> links = new ConcurrentHashMap<>();

	private final Map<Long, IncomingCall> calls = new ConcurrentHashMap<>();

	private final AtomicLong lastAccepted = new AtomicLong();

	private final AtomicLong lastCall = new AtomicLong();

	private volatile @Nullable TlsContexts tls;

	private volatile Consumer<Input> inputs = (input) -> {
	};

	private final LateWatch lateWatch;

	private volatile boolean closed;

	private @Nullable Server server;

	/**
	 * Creates a transport.
	 * @param tls material for mutual TLS; null for plain text
	 * @param serverCustomizer has the last word on the server
	 * @param channelCustomizer has the last word on each channel
	 */
	public GrpcTransport(@Nullable TlsMaterial tls, Consumer<? super NettyServerBuilder> serverCustomizer,
			Consumer<? super NettyChannelBuilder> channelCustomizer) {
		this(tls, serverCustomizer, channelCustomizer, PAYLOAD_BYTES);
	}

	/**
	 * Creates a transport.
	 * @param tls material for mutual TLS; null for plain text
	 * @param serverCustomizer has the last word on the server
	 * @param channelCustomizer has the last word on each channel
	 * @param payloadBytes the most that the payload of an application's message may have
	 */
	public GrpcTransport(@Nullable TlsMaterial tls, Consumer<? super NettyServerBuilder> serverCustomizer,
			Consumer<? super NettyChannelBuilder> channelCustomizer, int payloadBytes) {
		this.tls = (tls != null) ? TlsContexts.of(tls) : null;
		this.loops = EventLoops.acquire();
		this.admission = new Admission(this.loops);
		this.serverCustomizer = serverCustomizer;
		Dialler dialler = new Dialler(this.loops, this::clientContext, channelCustomizer);
		this.channels = new Channels(dialler::dial, this.loops);
		this.conversations = new GrpcConversations(this.loops, dialler, this::caller, payloadBytes);
		this.lateWatch = new LateWatch(this.loops, (millis) -> tell(new Input.Late(millis)));
		GrpcLogs.quieten();
	}

	/**
	 * Uses other TLS material for all handshakes from now on; open connections stay.
	 * @param tls the new material
	 * @throws IllegalStateException if the transport was created without any
	 */
	public void reload(TlsMaterial tls) {
		if (this.tls == null) {
			throw new IllegalStateException("A transport without TLS cannot be given TLS material later");
		}
		this.tls = TlsContexts.of(tls);
	}

	@Override
	public NodeAddress bind(NodeAddress advertised, String bindHost, Consumer<Input> inputs) {
		this.inputs = inputs;
		SslContext context = (this.tls != null) ? new ReloadableSslContext(this::serverContext) : null;
		ServerServiceDefinition service = ServerServiceDefinition.builder(Methods.SERVICE)
			.addMethod(Methods.LINK, (call, headers) -> accept(call))
			.addMethod(Methods.ASK, (call, headers) -> acceptCall(call))
			.addMethod(Methods.CONVERSE, (call, headers) -> acceptConversation(call))
			.build();
		Server listening = new PortListener(this.loops, context, this.log, this.strangers,
				this.conversations.frameBytes(), this.serverCustomizer)
			.listen(bindHost, advertised.port(), service);
		this.server = listening;
		this.lateWatch.start();
		return advertised.withPort(listening.getPort());
	}

	/**
	 * How often something of this kind was refused since the start, as
	 * {@code docs/security.md} names the kinds; each has one line in the log at most
	 * every 10 seconds.
	 * @param kind the kind
	 * @return the number, 0 or more
	 */
	public long refused(Refusal kind) {
		return this.log.count(kind.topic());
	}

	/**
	 * The messages of applications, over connections of their own to the same port.
	 * @return the conversations of this node
	 */
	public Conversations conversations() {
		return this.conversations;
	}

	@Override
	public void perform(Output.Network output) {
		if (this.closed) {
			return;
		}
		if (output instanceof Output.Send send) {
			send(send);
		}
		else if (output instanceof Output.Dial dial) {
			dial(dial);
		}
		else if (output instanceof Output.Close close) {
			close(close);
		}
		else if (output instanceof Output.Call call) {
			call(call);
		}
		else if (output instanceof Output.Reply reply) {
			IncomingCall waiting = this.calls.remove(reply.call());
			if (waiting != null) {
				waiting.reply(reply.response());
			}
		}
	}

	@Override
	public void handled(long link) {
		Link open = this.links.get(link);
		if (open != null) {
			open.handled();
		}
	}

	@Override
	public void close() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
		}
		this.lateWatch.stop();
		try {
			this.links.values().forEach((link) -> link.close("the node closed its transport"));
			this.conversations.close();
			shutdown();
		}
		finally {
			EventLoops.release();
		}
	}

	private void shutdown() {
		long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
		Server listening = this.server;
		try {
			if (listening != null) {
				listening.shutdown();
				// Time for the last messages; others close their side meanwhile.
				listening.awaitTermination(CLOSE_MILLIS / 4, TimeUnit.MILLISECONDS);
				listening.shutdownNow();
			}
			this.conversations.abandon();
			List<ManagedChannel> ending = this.channels.close();
			for (ManagedChannel channel : ending) {
				channel.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
			if (listening != null) {
				listening.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void send(Output.Send send) {
		Link link = this.links.get(send.link());
		if (link == null) {
			return;
		}
		if (send.frame() instanceof Frame.Accepted && link instanceof AcceptedLink accepted) {
			accepted.accepted();
		}
		link.send(send.frame());
	}

	private void dial(Output.Dial dial) {
		Channels.Lease lease;
		try {
			lease = this.channels.acquire(dial.address());
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			tell(new Input.LinkClosed(dial.link(), Disconnect.UNREACHABLE, String.valueOf(ex.getMessage())));
			return;
		}
		DialledLink link = new DialledLink(dial.link(), lease, this.loops, this::tell,
				() -> this.links.remove(dial.link()));
		this.links.put(dial.link(), link);
		link.start();
	}

	private void close(Output.Close close) {
		Link link = this.links.remove(close.link());
		if (link != null) {
			link.close(close.reason());
		}
	}

	private void call(Output.Call call) {
		Channels.Lease lease;
		try {
			lease = this.channels.acquire(call.address());
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			tell(new Input.CallFailed(call.call(), Disconnect.UNREACHABLE, String.valueOf(ex.getMessage())));
			return;
		}
		OutgoingCall.start(call, lease, this::tell);
	}

	private ServerCall.Listener<byte[]> accept(ServerCall<byte[], byte[]> call) {
		long number = this.lastAccepted.decrementAndGet();
		try {
			AcceptedLink link = new AcceptedLink(number, call, caller(call), this.admission.enter(), this::tell,
					() -> this.links.remove(number));
			this.links.put(number, link);
			return link.start();
		}
		catch (Admission.Full ex) {
			return refuse(call, ex);
		}
	}

	private ServerCall.Listener<byte[]> acceptCall(ServerCall<byte[], byte[]> call) {
		long number = this.lastCall.incrementAndGet();
		try {
			IncomingCall waiting = new IncomingCall(number, call, caller(call), this.admission.enter(), this::tell,
					() -> this.calls.remove(number));
			this.calls.put(number, waiting);
			return waiting;
		}
		catch (Admission.Full ex) {
			return refuse(call, ex);
		}
	}

	private ServerCall.Listener<byte[]> acceptConversation(ServerCall<byte[], byte[]> call) {
		try {
			return this.conversations.accept(call, this.admission.enter());
		}
		catch (Admission.Full ex) {
			return refuse(call, ex);
		}
	}

	private static ServerCall.Listener<byte[]> refuse(ServerCall<byte[], byte[]> call, Admission.Full reason) {
		call.close(Status.UNAVAILABLE.withDescription(reason.getMessage()), new Metadata());
		return new ServerCall.Listener<>() {
		};
	}

	private Caller caller(ServerCall<?, ?> call) {
		return new Caller(call, this.tls != null, this.log, this.strangers);
	}

	private void tell(Input input) {
		if (!this.closed) {
			this.inputs.accept(input);
		}
	}

	private SslContext serverContext() {
		TlsContexts contexts = this.tls;
		if (contexts == null) {
			throw new IllegalStateException("No TLS material");
		}
		return contexts.server();
	}

	private @Nullable SslContext clientContext() {
		TlsContexts contexts = this.tls;
		return (contexts != null) ? contexts.client() : null;
	}

}
