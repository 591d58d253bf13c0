package io.clusterboot.transport.grpc;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import javax.net.ssl.SSLException;

import io.clusterboot.node.Disconnect;
import io.grpc.Status;
import io.netty.channel.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Why a stream ended, told from its status.
 *
 * @param reason why
 * @param detail the same in words
 */
record Failure(Disconnect reason, String detail) {

	/** What a TLS alert looks like to one who expected HTTP/2 (RFC 8446, section 5.1). */
	private static final String TLS_ALERT = "received bytes: 1503";

	private static final String TLS_ALERT_FIRST_FRAME = "first 5 bytes: 1503";

	/**
	 * Tells why a stream ended.
	 * @param status the status of the dialling side
	 * @return the failure; {@link Disconnect#CLOSED} for a good end
	 */
	static Failure of(Status status) {
		Throwable root = null;
		for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
			Disconnect reason = ofCause(cause);
			if (reason != null) {
				return new Failure(reason, words(status, cause));
			}
			root = cause;
		}
		return new Failure(ofCode(status, root), words(status, root));
	}

	private static @Nullable Disconnect ofCause(Throwable cause) {
		if (cause instanceof SSLException) {
			return Disconnect.SECURITY;
		}
		if (cause instanceof ConnectTimeoutException || cause instanceof UnknownHostException
				|| cause instanceof NoRouteToHostException || cause instanceof UnresolvedAddressException) {
			return Disconnect.UNREACHABLE;
		}
		if (cause instanceof ConnectException) {
			return Disconnect.REFUSED;
		}
		// Netty names the address in a subclass of its own when connecting fails, here
		// for ENETUNREACH, or ECONNRESET of a listener that closes just now; what breaks
		// later is a plain SocketException.
		if (cause instanceof SocketException && cause.getClass() != SocketException.class) {
			String message = cause.getMessage();
			return (message != null && message.contains("reset")) ? Disconnect.RESET : Disconnect.UNREACHABLE;
		}
		return null;
	}

	private static Disconnect ofCode(Status status, @Nullable Throwable root) {
		String text = status.getDescription() + ((root != null) ? root.getMessage() : "");
		if (text.contains(TLS_ALERT) || text.contains(TLS_ALERT_FIRST_FRAME)) {
			return Disconnect.SECURITY;
		}
		return switch (status.getCode()) {
			case OK -> Disconnect.CLOSED;
			case PERMISSION_DENIED, UNAUTHENTICATED -> Disconnect.SECURITY;
			case DEADLINE_EXCEEDED -> Disconnect.UNREACHABLE;
			case INVALID_ARGUMENT, RESOURCE_EXHAUSTED, INTERNAL, UNIMPLEMENTED, OUT_OF_RANGE, DATA_LOSS,
					FAILED_PRECONDITION ->
				Disconnect.PROTOCOL;
			default -> Disconnect.RESET;
		};
	}

	private static String words(Status status, @Nullable Throwable cause) {
		String description = status.getDescription();
		String message = (cause != null) ? cause.getMessage() : null;
		if (message == null) {
			return (description != null) ? Bounds.shortened(description) : status.getCode().toString();
		}
		return Bounds.shortened(message);
	}

}
