package io.clusterboot.spring.autoconfigure.ports;

import java.util.Map;

import io.clusterboot.api.Cluster;
import io.clusterboot.spring.event.MemberEvent;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.util.StringUtils;

/**
 * Tells the other members on which port the web server listens.
 */
final class WebServerPresence {

	private final PortAnnouncement announcement;

	private final Map<String, String> more;

	WebServerPresence(Cluster cluster, String key, Map<String, String> more) {
		this.announcement = new PortAnnouncement(cluster, key);
		this.more = more;
	}

	@EventListener
	void listening(WebServerInitializedEvent event) {
		// one with a namespace is another one, that of the management endpoints
		if (!StringUtils.hasText(event.getApplicationContext().getServerNamespace())) {
			this.announcement.tell(event.getWebServer().getPort(), this.more);
		}
	}

	@EventListener
	void changed(MemberEvent event) {
		this.announcement.changed(event);
	}

}
