package io.clusterboot.spring.autoconfigure.ports;

import java.util.Map;

import io.clusterboot.api.Cluster;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
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

	/** Key in the metadata of a member: the port of its web server. */
	public static final String PORT = "http-port";

	/** Key in the metadata of a member: whether its web server speaks TLS. */
	public static final String SECURE = "http-secure";

	@Bean
	@ConditionalOnMissingBean(name = "clusterWebServerPresence")
	WebServerPresence clusterWebServerPresence(Cluster cluster, Environment environment) {
		// as Boot does: any property of it that does not disable it enables it
		boolean secure = Binder.get(environment)
			.bind("server.ssl", Ssl.class)
			.map((ssl) -> ssl.isEnabled())
			.orElse(false);
		return new WebServerPresence(cluster, PORT, secure ? Map.of(SECURE, "true") : Map.of());
	}

}
