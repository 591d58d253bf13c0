package io.clusterboot.spring.autoconfigure;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.Lease;
import io.clusterboot.runtime.ClusterRuntime;
import io.clusterboot.transport.Transport;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The {@link Cluster} and its life: bound before the web server starts, joined after it
 * listens, left before it stops, closed after it stopped. A {@link Cluster} that the
 * application brings itself binds and joins by itself; the rest holds for it too.
 */
@Configuration(proxyBeanMethods = false)
class ClusterMembershipConfiguration {

	@Bean
	@ConditionalOnMissingBean(Cluster.class)
	ClusterRuntime cluster(ClusterSettings settings, Transport transport, ObjectProvider<Lease> lease,
			ConfigurableApplicationContext context) {
		boolean needsLease = settings.downing().strategy() == DowningMode.LEASE_MAJORITY;
		ClusterRuntime cluster = new ClusterRuntime(settings, transport, needsLease ? lease.getIfAvailable() : null);
		cluster.onTerminated(new EndOfMembership(settings.join().onRemoved(), cluster::close, context));
		return cluster;
	}

	@Bean
	ClusterEventPublisher clusterEventPublisher(Cluster cluster, ConfigurableApplicationContext context) {
		return new ClusterEventPublisher(cluster, context);
	}

	@Bean
	static ClusterEventListenerFactory clusterEventListenerFactory() {
		return new ClusterEventListenerFactory();
	}

	@Bean
	ClusterTransportLifecycle clusterTransportLifecycle(Cluster cluster, ClusterEventPublisher events) {
		if (cluster instanceof ClusterRuntime runtime) {
			return new ClusterTransportLifecycle(runtime::bind, runtime::close, events);
		}
		return new ClusterTransportLifecycle(() -> {
		}, () -> {
		}, events);
	}

	@Bean
	ClusterMembershipLifecycle clusterMembershipLifecycle(Cluster cluster, ClusterSettings settings,
			ClusterEventPublisher events) {
		Runnable join = (cluster instanceof ClusterRuntime runtime) ? runtime::join : () -> {
		};
		return new ClusterMembershipLifecycle(cluster, join, events, settings.shutdownTimeout());
	}

}
