package io.clusterboot.transport.grpc;

import java.net.InetAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.netty.util.NetUtil;

/**
 * The hosts that a certificate stands for: its subject alternative names, never its
 * common name (RFC 9525, sections 2 and 6).
 *
 * @param entries the alternative names, each a pair of a type and a value
 */
record CertificateNames(Collection<List<?>> entries) {

	private static final Integer DNS = 2;

	private static final Integer IP = 7;

	/**
	 * Reads the names of a peer.
	 * @param session the session with the peer
	 * @return its names; none if it showed no certificate that can be read
	 */
	static CertificateNames of(SSLSession session) {
		try {
			Certificate[] chain = session.getPeerCertificates();
			if (chain.length > 0 && chain[0] instanceof X509Certificate certificate) {
				Collection<List<?>> names = certificate.getSubjectAlternativeNames();
				return new CertificateNames((names != null) ? names : List.of());
			}
		}
		catch (SSLPeerUnverifiedException | CertificateParsingException ex) {
			// Proves nothing, as if there were no names.
		}
		return new CertificateNames(List.of());
	}

	/**
	 * Whether a host is among the names.
	 * @param host a host name or an IP address, in lower case
	 * @return true if it is
	 */
	boolean include(String host) {
		InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
		for (List<?> entry : this.entries) {
			String name = String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT);
			boolean same = (address != null)
					? IP.equals(entry.get(0)) && address.equals(NetUtil.createInetAddressFromIpAddressString(name))
					: DNS.equals(entry.get(0)) && matches(name, host);
			if (same) {
				return true;
			}
		}
		return false;
	}

	private static boolean matches(String name, String host) {
		if (!name.startsWith("*.")) {
			return name.equals(host);
		}
		// A wildcard stands for exactly one label.
		int dot = host.indexOf('.');
		return dot > 0 && host.substring(dot).equals(name.substring(1));
	}

}
