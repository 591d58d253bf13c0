package io.clusterboot.spring.autoconfigure;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.transport.Transport;
import io.clusterboot.transport.grpc.GrpcTransport;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The gRPC transport, with mutual TLS when an SSL bundle is named.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMissingBean(Transport.class)
class ClusterTransportConfiguration {

	@Bean
	GrpcTransport clusterTransport(ClusterProperties properties, ClusterSettings settings, SslBundles bundles,
			ObjectProvider<ClusterServerCustomizer> serverCustomizers,
			ObjectProvider<ClusterChannelCustomizer> channelCustomizers) {
		ClusterTls tls = properties.ssl().isActive() ? new ClusterTls(bundles, properties.ssl().bundle()) : null;
		if (tls == null && !properties.security().insecure()) {
			LoopbackRule.check(settings);
		}
		GrpcTransport transport = new GrpcTransport((tls != null) ? tls.material() : null,
				(server) -> serverCustomizers.orderedStream().forEach((customizer) -> customizer.customize(server)),
				(channel) -> channelCustomizers.orderedStream().forEach((customizer) -> customizer.customize(channel)));
		if (tls != null) {
			tls.onUpdate(transport::reload);
		}
		return transport;
	}

}
