package io.clusterboot.transport.grpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Limits;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Past;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.node.ClusterNode;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.transport.RateLimitedLog;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.netty.channel.embedded.EmbeddedChannel;
import org.slf4j.helpers.NOPLogger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real node behind the real accepting side of its links, without network and with
 * virtual time. Whatever it says is read by the real decoders; what is written for people
 * must stay on its line.
 */
final class Besieged {

	private static final long JOINS_TOGETHER = 40;

	static final NodeId SELF = FrameFuzzTests.NODES.get(0);

	final ClusterNode node;

	final ClusterId clusterId;

	private final Map<Long, Gate> gates = new TreeMap<>();

	private final Map<Long, Talk> dialled = new TreeMap<>();

	private final Deque<Long> asked = new ArrayDeque<>();

	private final AtomicReference<Response> answer = new AtomicReference<>();

	private final EmbeddedChannel time = new EmbeddedChannel();

	private final Admission admission = new Admission(this.time.eventLoop());

	private final RateLimitedLog log = new RateLimitedLog(NOPLogger.NOP_LOGGER);

	private long now = 1000;

	private long lastLink;

	private boolean ended;

	/**
	 * Starts a node that forms a cluster, unless it has a seed node to wait for.
	 * @param settings its settings
	 */
	Besieged(ClusterSettings settings) {
		this.node = new ClusterNode(settings, SELF.incarnation(), Past.NONE, 1, new Random(1), this::perform);
		tell(new Input.Start());
		pass(100);
		ClusterId formed = this.node.snapshot(0).clusterId();
		this.clusterId = (formed != null) ? formed : new ClusterId(1, 2);
	}

	boolean hasEnded() {
		return this.ended;
	}

	/** What must not change because of somebody who was not let in. */
	Object state() {
		ClusterState state = this.node.snapshot(0);
		return List.of(state.members(), state.unreachable(), this.ended);
	}

	/** Lets time pass. */
	void pass(long millis) {
		this.time.advanceTimeBy(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
		this.time.runScheduledPendingTasks();
		this.now += millis;
		tell(new Input.Tick());
	}

	/** Opens a link from outside. */
	Gate open() {
		this.lastLink--;
		Gate gate = new Gate(this.lastLink);
		this.gates.put(this.lastLink, gate);
		gate.start();
		return gate;
	}

	List<Gate> gates() {
		return List.copyOf(this.gates.values());
	}

	/** Sends a request; the answer, null if it is refused unread. */
	Response ask(byte[] bytes) {
		Request request;
		try {
			Bounds.greeting(bytes);
			request = CallCodec.decodeRequest(bytes);
		}
		catch (MalformedFrameException ex) {
			return null;
		}
		this.answer.set(null);
		tell(new Input.CallReceived(1, request));
		if (this.answer.get() == null && !this.ended) {
			// those who ask to join wait for others a moment
			this.now += JOINS_TOGETHER;
			tell(new Input.Tick());
		}
		assertThat(this.answer.get()).as("answer to " + request).isNotNull();
		return this.answer.get();
	}

	/** Answers what the node asked first, or lets it fail; false if it asked nothing. */
	boolean answer(byte[] bytes) {
		Long call = this.asked.poll();
		if (call == null) {
			return false;
		}
		try {
			tell(new Input.CallAnswered(call, CallCodec.decodeResponse(bytes)));
		}
		catch (MalformedFrameException ex) {
			tell(new Input.CallFailed(call, Disconnect.PROTOCOL, String.valueOf(ex.getMessage())));
		}
		return true;
	}

	/**
	 * Sends a frame on one of the links that the node dialled; false if there is none.
	 */
	boolean reply(int which, byte[] bytes) {
		if (this.dialled.isEmpty()) {
			return false;
		}
		Long link = new ArrayList<>(this.dialled.keySet()).get(which % this.dialled.size());
		Talk talk = this.dialled.get(link);
		try {
			Frame frame = talk.in.decode(FrameDecoder.parse(bytes));
			boolean answers = frame instanceof Frame.Accepted || frame instanceof Frame.Refused;
			if (!talk.answered && !answers) {
				throw new MalformedFrameException("The first frame must accept or refuse the link");
			}
			talk.answered = true;
			tell(new Input.FrameReceived(link, frame));
		}
		catch (MalformedFrameException ex) {
			this.dialled.remove(link);
			tell(new Input.LinkClosed(link, Disconnect.PROTOCOL, String.valueOf(ex.getMessage())));
		}
		return true;
	}

	/** Breaks one of the links that the node dialled. */
	void breakLink(int which, Disconnect reason) {
		if (!this.dialled.isEmpty()) {
			Long link = new ArrayList<>(this.dialled.keySet()).get(which % this.dialled.size());
			this.dialled.remove(link);
			tell(new Input.LinkClosed(link, reason, "broken"));
		}
	}

	private void tell(Input input) {
		if (!this.ended) {
			this.node.handle(input, this.now);
		}
	}

	private void perform(Output output) {
		if (output instanceof Output.Send send) {
			send(send);
		}
		else if (output instanceof Output.Close close) {
			this.dialled.remove(close.link());
			Gate gate = this.gates.get(close.link());
			if (gate != null) {
				gate.link.close(close.reason());
			}
		}
		else if (output instanceof Output.Dial dial) {
			this.dialled.put(dial.link(), new Talk());
		}
		else if (output instanceof Output.Call call) {
			assertReadable(call.request());
			this.asked.add(call.call());
		}
		else if (output instanceof Output.Reply reply) {
			assertReadable(reply.response());
			this.answer.set(reply.response());
		}
		else if (output instanceof Output.Notice notice) {
			assertThat(Limits.isPrintable(notice.message())).as(notice.message()).isTrue();
		}
		else if (output instanceof Output.Terminated end) {
			assertThat(Limits.isPrintable(end.message())).as(end.message()).isTrue();
			this.ended = true;
		}
	}

	private void send(Output.Send send) {
		Gate gate = this.gates.get(send.link());
		if (gate != null) {
			if (send.frame() instanceof Frame.Accepted) {
				gate.accepted = true;
				gate.link.accepted();
			}
			gate.link.send(send.frame());
			return;
		}
		Talk talk = this.dialled.get(send.link());
		if (talk != null) {
			talk.check(send.frame());
		}
	}

	private static void assertReadable(Request request) {
		try {
			assertThat(CallCodec.decodeRequest(CallCodec.encode(request))).isEqualTo(request);
		}
		catch (MalformedFrameException ex) {
			throw new AssertionError("The node sends what nobody reads: " + request, ex);
		}
	}

	private static void assertReadable(Response response) {
		try {
			assertThat(CallCodec.decodeResponse(CallCodec.encode(response)).getClass()).isEqualTo(response.getClass());
		}
		catch (MalformedFrameException ex) {
			throw new AssertionError("The node sends what nobody reads: " + response, ex);
		}
	}

	/** What was said on one link that the node dialled, or in answer on any. */
	private static final class Talk {

		private final FrameDecoder in = new FrameDecoder();

		private final FrameEncoder encoder = new FrameEncoder();

		private final FrameDecoder decoder = new FrameDecoder();

		private boolean answered;

		void check(Frame frame) {
			try {
				Frame read = this.decoder.decode(FrameDecoder.parse(this.encoder.encode(frame)));
				assertThat(read.getClass()).isEqualTo(frame.getClass());
			}
			catch (MalformedFrameException ex) {
				throw new AssertionError("The node sends what nobody reads: " + frame, ex);
			}
		}

	}

	/** The accepting side of one link, and the stream below it. */
	final class Gate {

		private final FrameDecoder decoder = new FrameDecoder();

		private final Deque<byte[]> arrived = new ArrayDeque<>();

		private ServerCall.Listener<byte[]> listener;

		private AcceptedLink link;

		private int requested;

		private boolean accepted;

		private Status closed;

		private final long number;

		private Gate(long number) {
			this.number = number;
		}

		private void start() {
			Stream stream = new Stream(this);
			new StreamFate.Factory().newServerStreamTracer("", new Metadata())
				.filterContext(Context.current())
				.run(() -> {
					Caller caller = new Caller(stream, false, Besieged.this.log, new Strangers(Besieged.this.log));
					try {
						this.link = new AcceptedLink(this.number, stream, caller, Besieged.this.admission.enter(),
								Besieged.this::tell, () -> Besieged.this.gates.remove(this.number));
					}
					catch (Admission.Full ex) {
						throw new AssertionError(ex);
					}
				});
			this.listener = this.link.start();
		}

		boolean isAccepted() {
			return this.accepted;
		}

		boolean hasWaiting() {
			return !this.arrived.isEmpty();
		}

		Status closed() {
			return this.closed;
		}

		/** Bytes come in; they are read as far as the link asks for them. */
		void receive(byte[] message) {
			this.arrived.add(message);
			while (this.closed == null && this.requested > 0 && !this.arrived.isEmpty()) {
				this.requested--;
				this.listener.onMessage(this.arrived.poll());
				if (this.closed == null && this.accepted) {
					this.link.handled();
				}
			}
		}

		private void sent(byte[] message) {
			try {
				this.decoder.decode(FrameDecoder.parse(message));
			}
			catch (MalformedFrameException ex) {
				throw new AssertionError("The node sends what nobody reads", ex);
			}
		}

	}

	/** What grpc would be. */
	private static final class Stream extends ServerCall<byte[], byte[]> {

		private final Gate gate;

		private Stream(Gate gate) {
			this.gate = gate;
		}

		@Override
		public void request(int count) {
			this.gate.requested += count;
		}

		@Override
		public void sendHeaders(Metadata headers) {
			assertThat(this.gate.closed).isNull();
		}

		@Override
		public void sendMessage(byte[] message) {
			assertThat(this.gate.closed).isNull();
			assertThat(message.length).isLessThanOrEqualTo(Limits.FRAME_BYTES);
			this.gate.sent(message);
		}

		@Override
		public void close(Status status, Metadata trailers) {
			assertThat(this.gate.closed).isNull();
			this.gate.closed = status;
		}

		@Override
		public boolean isCancelled() {
			return false;
		}

		@Override
		public Attributes getAttributes() {
			return Attributes.EMPTY;
		}

		@Override
		public MethodDescriptor<byte[], byte[]> getMethodDescriptor() {
			return Methods.LINK;
		}

	}

	/** Settings of a node that forms a cluster of one at once. */
	static ClusterSettings settings() {
		return ClusterSettings.builder()
			.name("test")
			.address(SELF.address())
			.roles(new TreeSet<>(Collections.singleton("web")))
			.build();
	}

}
