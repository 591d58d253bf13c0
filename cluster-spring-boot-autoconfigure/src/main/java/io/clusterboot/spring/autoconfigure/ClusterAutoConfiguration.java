package io.clusterboot.spring.autoconfigure;

import io.clusterboot.runtime.ClusterRuntime;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that makes the application a member
 * of a cluster.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnClass(ClusterRuntime.class)
@ConditionalOnBooleanProperty(name = "cluster.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ClusterProperties.class)
@Import({ ClusterSettingsConfiguration.class, ClusterTransportConfiguration.class,
		ClusterMembershipConfiguration.class })
public final class ClusterAutoConfiguration {

}
