package io.clusterboot.spring.autoconfigure.messaging;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.atomic.AtomicReference;

import io.clusterboot.messaging.Arguments;
import io.clusterboot.messaging.Codecs;
import io.clusterboot.messaging.MessageHandler;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.spring.messaging.ClusterClient;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.ReflectionUtils;

/**
 * Lets other members call the beans that implement a {@link ClusterClient @ClusterClient}
 * interface.
 */
final class ClusterServices implements SmartInitializingSingleton {

	private final ListableBeanFactory beans;

	private final Messenger messenger;

	private final Codecs codecs;

	private final int concurrency;

	ClusterServices(ListableBeanFactory beans, Messenger messenger, Codecs codecs, int concurrency) {
		this.beans = beans;
		this.messenger = messenger;
		this.codecs = codecs;
		this.concurrency = concurrency;
	}

	@Override
	public void afterSingletonsInstantiated() {
		ClusterClientsRegistrar.clients(this.beans).forEach(this::serve);
	}

	private void serve(Class<?> type) {
		AtomicReference<Object> service = new AtomicReference<>();
		for (String name : this.beans.getBeanNamesForType(type)) {
			if (!name.startsWith(ClusterClientsRegistrar.PREFIX)
					&& !service.compareAndSet(null, this.beans.getBean(name))) {
				throw new IllegalStateException("More than one bean implements the @ClusterClient " + type.getName()
						+ ", and other members could call only one of them: keep one");
			}
		}
		Object bean = service.get();
		if (bean != null) {
			ReflectionUtils.doWithMethods(type, (method) -> serve(bean, method),
					(method) -> Modifier.isAbstract(method.getModifiers()));
		}
	}

	private void serve(Object bean, Method method) {
		ServiceMethod service = new ServiceMethod(method, this.codecs);
		this.messenger.handle(
				MessageHandler.of(service.handlerName(), (message) -> service.handle(bean, message), Arguments.class)
					.withConcurrency(this.concurrency));
	}

}
