package io.clusterboot.spring.autoconfigure.messaging;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.load.LoadReporter;
import io.clusterboot.messaging.Codec;
import io.clusterboot.messaging.Codecs;
import io.clusterboot.messaging.MessageObserver;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;
import io.clusterboot.spring.messaging.ClusterRouterFactory;
import io.clusterboot.spring.messaging.ClusterTemplate;
import io.clusterboot.spring.observation.ClusterHandleObservationConvention;
import io.clusterboot.spring.observation.ClusterSendObservationConvention;
import io.clusterboot.spring.observation.ObservedMessages;
import io.clusterboot.transport.grpc.GrpcTransport;
import io.micrometer.observation.ObservationRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of messages between members.
 */
@AutoConfiguration(after = ClusterAutoConfiguration.class,
		afterName = { "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
				"org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration" })
@ConditionalOnBean({ Cluster.class, GrpcTransport.class })
@ConditionalOnBooleanProperty(name = "cluster.messaging.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ ClusterMessagingProperties.class, ClusterRouterProperties.class })
@Import({ ClusterClientsRegistrar.class, ClusterRoutersRegistrar.class })
public final class ClusterMessagingAutoConfiguration {

	private static final String PREFIX = "cluster-message-";

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	Messenger clusterMessenger(Cluster cluster, GrpcTransport transport, ClusterMessagingProperties properties,
			Codecs codecs, MessageThreads threads, ObjectProvider<MessageObserver> observer) {
		return new Messenger(cluster, transport.conversations(), properties.settings(), codecs, threads.executor(),
				observer.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	Codecs clusterCodecs(ObjectProvider<Codec> codecs) {
		return new Codecs(codecs.orderedStream().toList());
	}

	@Bean
	MessageThreads clusterMessageThreads(Environment environment) {
		if (Threading.VIRTUAL.isActive(environment)) {
			return new MessageThreads(new VirtualThreadTaskExecutor(PREFIX), () -> {
			});
		}
		ExecutorService pool = Executors.newCachedThreadPool(daemons());
		return new MessageThreads(pool, pool::shutdownNow);
	}

	private static CustomizableThreadFactory daemons() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(PREFIX);
		threads.setDaemon(true);
		return threads;
	}

	@Bean
	@ConditionalOnMissingBean
	ClusterTemplate clusterTemplate(Cluster cluster, Messenger messenger, ClusterMessagingProperties properties,
			MessageThreads threads) {
		return new ClusterTemplate(cluster, messenger, properties.askTimeout(), threads.executor());
	}

	@Bean
	ClusterRouters clusterRouterFactory(Cluster cluster, Messenger messenger, ClusterMessagingProperties properties,
			ClusterRouterProperties routers, MessageThreads threads) {
		return new ClusterRouters(cluster, messenger, threads, properties.askTimeout(), routers);
	}

	@Bean
	ClusterClientFactory clusterClientFactory(ClusterRouters routers, Codecs codecs,
			ClusterMessagingProperties properties) {
		return new ClusterClientFactory(routers, codecs, properties);
	}

	@Bean
	ClusterServices clusterServices(ListableBeanFactory beans, Messenger messenger, Codecs codecs,
			ClusterMessagingProperties properties) {
		return new ClusterServices(beans, messenger, codecs, properties.client().concurrency());
	}

	@Bean
	UndeliveredEvents clusterUndeliveredEvents(Cluster cluster, Messenger messenger,
			ApplicationEventPublisher publisher) {
		return new UndeliveredEvents(cluster, messenger, publisher);
	}

	@Bean
	MessageDrain clusterMessageDrain(Messenger messenger, ClusterSettings settings) {
		return new MessageDrain(messenger, settings.shutdownTimeout());
	}

	@Bean(initMethod = "start", destroyMethod = "close")
	@ConditionalOnMissingBean
	LoadReporter clusterLoadReporter(Cluster cluster, Messenger messenger) {
		return new LoadReporter(cluster, messenger::queueDelayMicros);
	}

	@Bean
	static ClusterListeners clusterListeners(ObjectProvider<Messenger> messenger,
			ObjectProvider<ClusterMessagingProperties> properties) {
		return new ClusterListeners(messenger, properties);
	}

	/**
	 * The threads of listeners; in a type of its own, as a bean of type Executor would
	 * make Boot's own back off.
	 *
	 * @param executor runs them
	 * @param stop ends them
	 */
	record MessageThreads(Executor executor, Runnable stop) implements AutoCloseable {

		@Override
		public void close() {
			this.stop.run();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationRegistry.class)
	@ConditionalOnBean(ObservationRegistry.class)
	@ConditionalOnMissingBean(MessageObserver.class)
	static class ObservationConfiguration {

		@Bean
		ObservedMessages clusterMessageObserver(ObservationRegistry registry,
				ObjectProvider<ClusterSendObservationConvention> sendConvention,
				ObjectProvider<ClusterHandleObservationConvention> handleConvention) {
			return new ObservedMessages(registry, sendConvention.getIfAvailable(), handleConvention.getIfAvailable());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	@ConditionalOnBean(JsonMapper.class)
	static class JsonConfiguration {

		@Bean
		@Order
		Codec clusterJsonCodec(JsonMapper mapper) {
			return new JsonCodec(mapper);
		}

	}

}
