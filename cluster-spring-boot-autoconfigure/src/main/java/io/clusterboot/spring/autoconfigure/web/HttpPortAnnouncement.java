package io.clusterboot.spring.autoconfigure.web;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.Member;
import io.clusterboot.spring.event.MemberEvent;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.util.StringUtils;

/**
 * Puts the port on which the web server really listens into this node's metadata, in each
 * of its lives, unless the application put it there itself.
 */
final class HttpPortAnnouncement {

	/** The key of the port. */
	static final String PORT = "http-port";

	/** The key of whether the web server speaks TLS. */
	static final String SECURE = "http-secure";

	private final Cluster cluster;

	private final boolean secure;

	private volatile int port;

	HttpPortAnnouncement(Cluster cluster, boolean secure) {
		this.cluster = cluster;
		this.secure = secure;
	}

	@EventListener
	void listening(WebServerInitializedEvent event) {
		// one with a namespace is another one, that of the management endpoints
		if (!StringUtils.hasText(event.getApplicationContext().getServerNamespace())) {
			this.port = event.getWebServer().getPort();
			this.cluster.state().selfMember().ifPresent(this::announce);
		}
	}

	@EventListener
	void changed(MemberEvent event) {
		Member member = event.getMember();
		if (member.id().equals(this.cluster.self())) {
			announce(member);
		}
	}

	private void announce(Member self) {
		if (this.port <= 0 || self.metadata().containsKey(PORT)) {
			return;
		}
		Map<String, String> entries = new TreeMap<>(Map.of(PORT, String.valueOf(this.port)));
		if (this.secure) {
			entries.put(SECURE, "true");
		}
		Objects.requireNonNull(this.cluster.putMetadata(entries));
	}

}
