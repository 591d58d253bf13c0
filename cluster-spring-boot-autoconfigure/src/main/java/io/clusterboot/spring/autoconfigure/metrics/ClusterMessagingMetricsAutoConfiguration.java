package io.clusterboot.spring.autoconfigure.metrics;

import io.clusterboot.load.LoadReporter;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.spring.autoconfigure.messaging.ClusterMessagingAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link ClusterMessagingMetrics}.
 */
@AutoConfiguration(after = ClusterMessagingAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass({ Messenger.class, MeterRegistry.class })
@ConditionalOnBean({ Messenger.class, LoadReporter.class, MeterRegistry.class })
public final class ClusterMessagingMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ClusterMessagingMetrics clusterMessagingMetrics(Messenger messenger, LoadReporter load) {
		return new ClusterMessagingMetrics(messenger, load);
	}

}
