package io.clusterboot.spring.autoconfigure.web;

import io.clusterboot.api.Cluster;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that tells the other members on
 * which port the web server of this one listens.
 */
@AutoConfiguration(after = ClusterAutoConfiguration.class)
@ConditionalOnClass(WebServerInitializedEvent.class)
@ConditionalOnWebApplication
@ConditionalOnBean(Cluster.class)
public final class ClusterWebServerAutoConfiguration {

	@Bean
	HttpPortAnnouncement clusterHttpPortAnnouncement(Cluster cluster, Environment environment) {
		boolean secure = environment.getProperty("server.ssl.enabled", Boolean.class, true)
				&& (environment.containsProperty("server.ssl.bundle")
						|| environment.containsProperty("server.ssl.key-store")
						|| environment.containsProperty("server.ssl.certificate"));
		return new HttpPortAnnouncement(cluster, secure);
	}

}
