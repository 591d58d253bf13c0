package io.clusterboot.transport.grpc;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.clusterboot.transport.RateLimitedLog;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * The bound on connections on which no handshake was accepted yet: so many in all, so
 * many from one host, each must begin a stream within a few seconds and come to an end
 * soon after, and each may send only so much. Whatever frames HTTP/2 has to flood a
 * server with, a stranger's flood is slow, and soon over. Safe for use by many threads.
 */
final class Strangers {

	/** A thousand nodes that start at once, and some. */
	static final int MOST = 2048;

	/** So that one host alone cannot keep all others out. */
	static final int MOST_OF_ONE_HOST = 512;

	/** Time from the accepted connection to its first stream, TLS included. */
	static final long SILENCE_MILLIS = 5000;

	/**
	 * Time from the last stream that was begun: all that a stranger asks is answered
	 * sooner.
	 */
	static final long LINGER_MILLIS = 15_000;

	/** What may come at once: TLS, HTTP/2 and a join need less than 20 KiB. */
	static final int BURST_BYTES = 64 * 1024;

	/** What may come in a second beyond that; the rest waits in the sender's socket. */
	static final int BYTES_A_SECOND = 64 * 1024;

	/** What may come in all beyond what is allowed at once and a second. */
	static final int EXCESS_BYTES = 512 * 1024;

	/** The frame with which HTTP/2 ends a connection (RFC 9113, section 6.8). */
	private static final int GOAWAY = 7;

	/** Its head, the last stream, and why. */
	private static final int GOAWAY_BYTES = 9 + 4 + 4;

	private final RateLimitedLog log;

	private final Map<SocketAddress, Stranger> present = new HashMap<>();

	private final Map<String, Integer> byHost = new HashMap<>();

	/**
	 * Creates the bound.
	 * @param log where to write about those that are turned away
	 */
	Strangers(RateLimitedLog log) {
		this.log = log;
	}

	/**
	 * Takes a new connection in, or says that it must be closed.
	 * @param connection an accepted connection that nobody reads from yet
	 * @return false if there are too many
	 */
	boolean enter(Channel connection) {
		SocketAddress remote = connection.remoteAddress();
		if (remote == null) {
			// gone already
			return false;
		}
		Stranger stranger = new Stranger(host(remote));
		if (!enter(remote, stranger)) {
			turnAway(remote, "too many connections that have not shaken hands are open");
			return false;
		}
		connection.pipeline().addLast(stranger);
		connection.closeFuture().addListener((closed) -> leave(remote, stranger));
		return true;
	}

	/**
	 * A stream was begun on a connection.
	 * @param remote the other end
	 */
	void spoke(SocketAddress remote) {
		Stranger stranger = find(remote);
		if (stranger != null) {
			stranger.spokeAt = System.nanoTime();
			stranger.spoke = true;
		}
	}

	/**
	 * A handshake was accepted on a connection: it is no stranger's any more.
	 * @param remote the other end
	 */
	void befriend(SocketAddress remote) {
		Stranger stranger = find(remote);
		if (stranger != null) {
			stranger.friend = true;
			leave(remote, stranger);
		}
	}

	/**
	 * How many connections are strangers'.
	 * @return the number
	 */
	synchronized int count() {
		return this.present.size();
	}

	private synchronized @Nullable Stranger find(SocketAddress remote) {
		return this.present.get(remote);
	}

	private synchronized boolean enter(SocketAddress remote, Stranger stranger) {
		int ofHost = this.byHost.getOrDefault(stranger.host, 0);
		if (this.present.size() >= MOST || ofHost >= MOST_OF_ONE_HOST) {
			return false;
		}
		Stranger before = this.present.put(remote, stranger);
		if (before == null) {
			this.byHost.put(stranger.host, ofHost + 1);
		}
		return true;
	}

	private synchronized void leave(SocketAddress remote, Stranger stranger) {
		// not one that has taken its port meanwhile
		if (this.present.remove(remote, stranger)) {
			this.byHost.computeIfPresent(stranger.host, (host, count) -> (count > 1) ? count - 1 : null);
		}
	}

	private void turnAway(SocketAddress remote, String why) {
		this.log.log(Level.WARN, Refusal.CONNECTION.topic(), "Turned away a connection from " + remote + ": " + why);
	}

	private static String host(SocketAddress remote) {
		if (remote instanceof InetSocketAddress inet && inet.getAddress() != null) {
			return inet.getAddress().getHostAddress();
		}
		return remote.toString();
	}

	/** Watches one connection from its first byte on. */
	private final class Stranger extends ChannelDuplexHandler {

		private final String host;

		private volatile boolean spoke;

		private volatile long spokeAt;

		private volatile boolean friend;

		private long credit = BURST_BYTES;

		private long creditedAt = System.nanoTime();

		private long excess;

		private boolean paused;

		private Stranger(String host) {
			this.host = host;
		}

		@Override
		public void channelActive(ChannelHandlerContext context) {
			context.executor().schedule(() -> look(context), SILENCE_MILLIS, TimeUnit.MILLISECONDS);
			context.fireChannelActive();
		}

		private void look(ChannelHandlerContext context) {
			if (this.friend || !context.channel().isOpen()) {
				return;
			}
			long left = LINGER_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - this.spokeAt);
			if (!this.spoke) {
				close(context, "it began no stream within " + SILENCE_MILLIS + " ms");
			}
			else if (left <= 0) {
				close(context, "it did not shake hands within " + LINGER_MILLIS + " ms");
			}
			else {
				context.executor().schedule(() -> look(context), left, TimeUnit.MILLISECONDS);
			}
		}

		@Override
		public void channelRead(ChannelHandlerContext context, Object message) {
			int bytes = (message instanceof ByteBuf buffer) ? buffer.readableBytes() : 0;
			context.fireChannelRead(message);
			if (this.friend) {
				context.pipeline().remove(this);
				return;
			}
			pay(context, bytes);
		}

		/** Writes about it when HTTP/2 itself has had enough, which grpc would not. */
		@Override
		public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
			if (!this.friend && message instanceof ByteBuf frame && frame.readableBytes() >= GOAWAY_BYTES
					&& frame.getByte(frame.readerIndex() + 3) == GOAWAY) {
				long code = frame.getUnsignedInt(frame.readerIndex() + GOAWAY_BYTES - Integer.BYTES);
				// an internal error is that of a broken connection
				if (code != Http2Error.NO_ERROR.code() && code != Http2Error.INTERNAL_ERROR.code()) {
					turnAway(context.channel().remoteAddress(), "it abused HTTP/2, error " + Http2Error.valueOf(code));
				}
			}
			context.write(message, promise);
		}

		private void pay(ChannelHandlerContext context, int bytes) {
			long now = System.nanoTime();
			long earned = (long) (BYTES_A_SECOND * ((now - this.creditedAt) / 1e9));
			this.credit = Math.min(BURST_BYTES, this.credit + earned) - bytes;
			this.creditedAt = now;
			if (this.credit >= 0) {
				return;
			}
			this.excess += Math.min(bytes, -this.credit);
			if (this.excess > EXCESS_BYTES) {
				close(context, "it sent too much without a handshake");
				return;
			}
			pause(context, -this.credit * 1000 / BYTES_A_SECOND);
		}

		private void pause(ChannelHandlerContext context, long millis) {
			this.paused = true;
			context.channel().config().setAutoRead(false);
			context.executor().schedule(() -> {
				this.paused = false;
				context.channel().config().setAutoRead(true);
			}, millis, TimeUnit.MILLISECONDS);
		}

		/** Decoders behind this ask for more even then. */
		@Override
		public void read(ChannelHandlerContext context) {
			if (!this.paused) {
				context.read();
			}
		}

		private void close(ChannelHandlerContext context, String why) {
			turnAway(context.channel().remoteAddress(), why);
			context.close();
		}

	}

}
