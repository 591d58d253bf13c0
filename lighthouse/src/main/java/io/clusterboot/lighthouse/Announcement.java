package io.clusterboot.lighthouse;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The first line of the log: who this is, and with which settings. The lines about
 * members that follow are the starter's.
 */
@Component
class Announcement {

	private static final Logger logger = LoggerFactory.getLogger(Announcement.class);

	private final Cluster cluster;

	private final ClusterSettings settings;

	private final Environment environment;

	Announcement(Cluster cluster, ClusterSettings settings, Environment environment) {
		this.cluster = cluster;
		this.settings = settings;
		this.environment = environment;
	}

	@EventListener(ApplicationReadyEvent.class)
	void announce() {
		logger.info("Lighthouse {} of cluster '{}' listens on {}; seeds {}; web server {}",
				this.cluster.self().address(), this.settings.name(), this.settings.bindHost(),
				this.settings.join().seedNodes(), this.environment.getProperty("local.server.port", "off"));
	}

}
