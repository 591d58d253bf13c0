package io.clusterboot.transport.grpc;

import java.net.SocketAddress;

import javax.net.ssl.SSLSession;

import io.clusterboot.transport.RateLimitedLog;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerCall;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Who is at the other end of an accepted stream, as far as the connection proves it.
 */
final class Caller {

	private final Attributes attributes;

	private final boolean secure;

	private final RateLimitedLog log;

	private final Strangers strangers;

	private final StreamFate fate = StreamFate.current();

	/**
	 * Creates the caller of the stream that is being accepted.
	 * @param call the stream
	 * @param secure whether the caller must prove who it is
	 * @param log where to write about it
	 * @param strangers to whom it belongs until a handshake was accepted
	 */
	Caller(ServerCall<?, ?> call, boolean secure, RateLimitedLog log, Strangers strangers) {
		this.attributes = call.getAttributes();
		this.secure = secure;
		this.log = log;
		this.strangers = strangers;
		SocketAddress remote = remote();
		if (remote != null) {
			strangers.spoke(remote);
		}
	}

	/**
	 * The node accepted the caller's handshake.
	 */
	void accepted() {
		SocketAddress remote = remote();
		if (remote != null) {
			this.strangers.befriend(remote);
		}
	}

	/**
	 * Whether the caller may claim to be at a host: its certificate names it, or nobody
	 * has certificates here.
	 * @param host the host
	 * @return true if it may
	 */
	boolean mayBe(String host) {
		if (!this.secure) {
			return true;
		}
		@Nullable SSLSession session = this.attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
		return session != null && CertificateNames.of(session).include(host);
	}

	/**
	 * Writes that the caller may not be who it claims to be.
	 * @param host the host that it claims
	 * @return what to tell the caller
	 */
	String refuse(String host) {
		report(Refusal.CERTIFICATE, "it says that it is at " + host
				+ ", but its certificate does not name that host: add it to the certificate's subject alternative names");
		return "Your certificate does not name " + host
				+ ", the host that you advertise: add it to the certificate's subject alternative names"
				+ " or set cluster.host to a name that is there";
	}

	/**
	 * Writes one line about the caller, unless there were some lately.
	 * @param kind what was done about it
	 * @param detail why
	 */
	void report(Refusal kind, String detail) {
		this.log.log(Level.WARN, kind.topic(), kind.topic() + " from " + remote() + ": " + detail);
	}

	/**
	 * Why the stream ended.
	 * @return the failure
	 */
	Failure failure() {
		return Failure.of(this.fate.status());
	}

	private @Nullable SocketAddress remote() {
		return this.attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
	}

}
