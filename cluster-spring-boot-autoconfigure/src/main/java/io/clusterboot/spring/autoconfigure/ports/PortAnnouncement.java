package io.clusterboot.spring.autoconfigure.ports;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.Member;
import io.clusterboot.spring.event.MemberEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the port on which a server really listens in this node's metadata, in each of its
 * lives, unless the application put another one there itself. Safe for use by many
 * threads.
 */
final class PortAnnouncement {

	private static final Logger logger = LoggerFactory.getLogger(PortAnnouncement.class);

	private final Cluster cluster;

	private final String key;

	/** What was said, as opposed to what the application says. */
	private final Set<String> said = new HashSet<>();

	private Map<String, String> entries = Map.of();

	/**
	 * Creates an announcement that says nothing yet.
	 * @param cluster the cluster to tell
	 * @param key the key of the port in the metadata
	 */
	PortAnnouncement(Cluster cluster, String key) {
		this.cluster = cluster;
		this.key = key;
	}

	/**
	 * Tells the port, now if this node is a member, else as soon as it is one.
	 * @param port the port; one that is not positive is no port, and not told
	 * @param more what else to tell about the server
	 */
	synchronized void tell(int port, Map<String, String> more) {
		if (port > 0) {
			Map<String, String> entries = new TreeMap<>(more);
			entries.put(this.key, String.valueOf(port));
			this.entries = entries;
			tell();
		}
	}

	/** Takes the port back, because nobody listens there any more. */
	synchronized void takeBack() {
		if (!this.entries.isEmpty()) {
			this.entries = Map.of(this.key, "");
			tell();
		}
	}

	/**
	 * Tells the port again if a new life of this node knows nothing of it.
	 * @param event what happened to some member
	 */
	synchronized void changed(MemberEvent event) {
		if (event.getMember().id().equals(this.cluster.self())) {
			tell();
		}
	}

	private void tell() {
		Member self = this.cluster.state().selfMember().orElse(null);
		String port = this.entries.get(this.key);
		if (self == null || port == null) {
			return;
		}
		String present = self.metadata().get(this.key);
		boolean fromApplication = present != null && !this.said.contains(present);
		if (fromApplication || port.equals(present)) {
			return;
		}
		this.said.add(port);
		this.cluster.putMetadata(this.entries).whenComplete((done, failure) -> {
			if (failure != null) {
				logger.warn("Could not tell the other members that {} is '{}', they will not find this server",
						this.key, port, failure);
			}
		});
	}

}
