package io.clusterboot.transport.grpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.transport.Conversation;
import io.clusterboot.transport.Conversations;
import io.clusterboot.transport.Envelope;
import io.clusterboot.transport.Introduction;
import io.grpc.ServerCall;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

/**
 * Conversations as gRPC bidirectional streams, each dialled one over an HTTP/2 connection
 * of its own.
 */
final class GrpcConversations implements Conversations {

	/** What a frame has beside the payload of one large message. */
	private static final int FRAME_OVERHEAD = Envelope.MOST_HEADERS * ParcelReader.HEADER_LENGTH + 64 * 1024;

	private final EventLoopGroup loops;

	private final Dialler dialler;

	private final Function<ServerCall<?, ?>, Caller> callers;

	private final int payloadBytes;

	private final int frameBytes;

	private final Set<ConversationStream> open = ConcurrentHashMap.newKeySet();

	private volatile Host host = (introduction, door) -> door.refuse("this node takes no messages");

	private volatile boolean closed;

	/**
	 * Creates conversations.
	 * @param loops the threads that move bytes
	 * @param dialler makes connections
	 * @param callers tells who is at the other end of an accepted stream
	 * @param payloadBytes the most that the payload of a message may have
	 */
	GrpcConversations(EventLoopGroup loops, Dialler dialler, Function<ServerCall<?, ?>, Caller> callers,
			int payloadBytes) {
		this.loops = loops;
		this.dialler = dialler;
		this.callers = callers;
		this.payloadBytes = payloadBytes;
		this.frameBytes = payloadBytes + FRAME_OVERHEAD;
	}

	/**
	 * The most that a frame may have.
	 * @return bytes
	 */
	int frameBytes() {
		return this.frameBytes;
	}

	@Override
	public void serve(Host host) {
		this.host = host;
	}

	@Override
	public Conversation dial(NodeAddress address, Introduction introduction, Conversation.Listener listener) {
		EventLoop loop = (EventLoop) this.loops.next();
		DialledConversation[] self = new DialledConversation[1];
		DialledConversation conversation = new DialledConversation(this.dialler.dial(address, loop), loop,
				this.frameBytes, listener, () -> this.open.remove(self[0]));
		self[0] = conversation;
		this.open.add(conversation);
		conversation.start(introduction, this.payloadBytes);
		if (this.closed) {
			conversation.close("the node closed its transport");
		}
		return conversation;
	}

	@Override
	public boolean isMover() {
		return EventLoops.isCurrent();
	}

	/**
	 * Takes a stream that another node began.
	 * @param call the stream
	 * @param place its place among those that were not admitted
	 * @return is told what happens on it
	 */
	ServerCall.Listener<byte[]> accept(ServerCall<byte[], byte[]> call, Admission.Place place) {
		AcceptedConversation[] self = new AcceptedConversation[1];
		AcceptedConversation conversation = new AcceptedConversation(currentLoop(), call, this.callers.apply(call),
				place, this.host, this.payloadBytes, () -> this.open.remove(self[0]));
		self[0] = conversation;
		this.open.add(conversation);
		return conversation.start();
	}

	/** Ends all conversations. */
	void close() {
		this.closed = true;
		this.open.forEach((conversation) -> conversation.close("the node closed its transport"));
	}

	/** Ends what did not end by itself. */
	void abandon() {
		this.open.forEach(ConversationStream::abandon);
	}

	/** With a direct executor a stream begins on the loop of its connection. */
	private EventLoop currentLoop() {
		for (EventExecutor loop : this.loops) {
			if (loop.inEventLoop()) {
				return (EventLoop) loop;
			}
		}
		throw new IllegalStateException(
				"A stream was accepted on a foreign thread: the executor of the server must not be changed");
	}

}
