package io.clusterboot.spring.autoconfigure;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.messaging.MessagingSettings;
import io.clusterboot.transport.Transport;
import io.clusterboot.transport.grpc.GrpcTransport;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * The gRPC transport, with mutual TLS when an SSL bundle is named.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(Transport.class)
class ClusterTransportConfiguration {

	private static final String MAX_PAYLOAD_SIZE = "cluster.messaging.max-payload-size";

	@Bean
	GrpcTransport clusterTransport(ClusterProperties properties, ClusterSettings settings, SslBundles bundles,
			Environment environment, ObjectProvider<ClusterServerCustomizer> serverCustomizers,
			ObjectProvider<ClusterChannelCustomizer> channelCustomizers) {
		ClusterTls tls = properties.ssl().isActive() ? new ClusterTls(bundles, properties.ssl().bundle()) : null;
		if (tls == null && !properties.security().insecure()) {
			LoopbackRule.check(settings);
		}
		GrpcTransport transport = new GrpcTransport((tls != null) ? tls.material() : null,
				(server) -> serverCustomizers.orderedStream().forEach((customizer) -> customizer.customize(server)),
				(channel) -> channelCustomizers.orderedStream().forEach((customizer) -> customizer.customize(channel)),
				payloadBytes(environment));
		if (tls != null) {
			tls.onUpdate(transport::reload);
		}
		return transport;
	}

	/** What is out of range is told by the settings of messaging. */
	private static int payloadBytes(Environment environment) {
		return Binder.get(environment)
			.bind(MAX_PAYLOAD_SIZE, DataSize.class)
			.map((size) -> (int) Math.min(MessagingSettings.MOST_PAYLOAD_BYTES, Math.max(0, size.toBytes())))
			.orElse(GrpcTransport.PAYLOAD_BYTES);
	}

}
