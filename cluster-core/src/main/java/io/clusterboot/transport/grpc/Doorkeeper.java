package io.clusterboot.transport.grpc;

import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.clusterboot.transport.RateLimitedLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import org.slf4j.event.Level;

/**
 * Looks at the first bytes of an accepted connection and turns away what is not a node of
 * this kind of cluster, with one line that says what to do about it, before anything else
 * spends time or a stack trace on it.
 */
final class Doorkeeper extends ByteToMessageDecoder {

	/** How HTTP/2 starts (RFC 9113, section 3.4). */
	private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	/** How TLS starts: a handshake record (RFC 8446, section 5.1). */
	private static final byte TLS_HANDSHAKE = 0x16;

	/** The TLS alert "protocol_version", which tells a plain dialler that this is TLS. */
	private static final byte[] TLS_ALERT = { 0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x46 };

	private final boolean secure;

	private final RateLimitedLog log;

	/**
	 * Creates a doorkeeper for one connection.
	 * @param secure whether this node speaks TLS
	 * @param log where to write about strangers
	 */
	Doorkeeper(boolean secure, RateLimitedLog log) {
		this.secure = secure;
		this.log = log;
	}

	@Override
	protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
		if (this.secure) {
			decodeSecure(context, in);
		}
		else {
			decodePlain(context, in);
		}
	}

	private void decodeSecure(ChannelHandlerContext context, ByteBuf in) {
		if (in.getByte(in.readerIndex()) != TLS_HANDSHAKE) {
			context.writeAndFlush(Unpooled.wrappedBuffer(TLS_ALERT)).addListener(ChannelFutureListener.CLOSE);
			turnAway(context, in);
			return;
		}
		SslHandler handler = context.pipeline().get(SslHandler.class);
		if (handler != null) {
			handler.handshakeFuture().addListener((handshake) -> {
				Throwable failure = handshake.cause();
				if (failure != null && !(failure instanceof ClosedChannelException)) {
					report(context, "the TLS handshake failed: " + failure.getMessage()
							+ "; both nodes need a certificate of an authority that the other one trusts");
				}
			});
		}
		context.pipeline().remove(this);
	}

	private void decodePlain(ChannelHandlerContext context, ByteBuf in) {
		int length = Math.min(in.readableBytes(), PREFACE.length);
		for (int i = 0; i < length; i++) {
			if (in.getByte(in.readerIndex() + i) != PREFACE[i]) {
				turnAway(context, in);
				context.close();
				return;
			}
		}
		if (length == PREFACE.length) {
			context.pipeline().remove(this);
		}
	}

	private void turnAway(ChannelHandlerContext context, ByteBuf in) {
		report(context, describe(in));
		in.skipBytes(in.readableBytes());
	}

	private String describe(ByteBuf in) {
		String start = in.toString(in.readerIndex(), Math.min(in.readableBytes(), PREFACE.length),
				StandardCharsets.ISO_8859_1);
		if (start.charAt(0) == TLS_HANDSHAKE) {
			return "it speaks TLS and this node does not: set cluster.ssl.bundle on all nodes or on none";
		}
		if (this.secure && start.startsWith("PRI * HTTP/2")) {
			return "it speaks plain text and this node TLS: set cluster.ssl.bundle on all nodes or on none";
		}
		if (start.matches("(?s)[A-Z]{3,7} .*")) {
			return "it sent an HTTP/1 request; this is the port of the cluster, not that of the application";
		}
		return "it does not speak the cluster's protocol";
	}

	private void report(ChannelHandlerContext context, String why) {
		this.log.log(Level.WARN, Refusal.CONNECTION.topic(),
				"Turned away a connection from " + context.channel().remoteAddress() + ": " + why);
	}

}
