package io.clusterboot.spring.autoconfigure.messaging;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.clusterboot.messaging.Codecs;
import io.clusterboot.messaging.MessageHandler;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.spring.messaging.ClusterListener;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;
import org.springframework.context.EmbeddedValueResolverAware;
import org.springframework.stereotype.Component;

/**
 * Finds {@link ClusterListener @ClusterListener} methods and registers them as handlers
 * once all beans exist, before this node joins.
 */
final class ClusterListeners implements BeanPostProcessor, SmartInitializingSingleton, EmbeddedValueResolverAware {

	private final ObjectProvider<Messenger> messenger;

	private final ObjectProvider<ClusterMessagingProperties> properties;

	private final Map<String, List<Found>> byName = new LinkedHashMap<>();

	private final Map<Class<?>, Boolean> without = new ConcurrentHashMap<>();

	private StringValueResolver resolver = (value) -> value;

	ClusterListeners(ObjectProvider<Messenger> messenger, ObjectProvider<ClusterMessagingProperties> properties) {
		this.messenger = messenger;
		this.properties = properties;
	}

	@Override
	public void setEmbeddedValueResolver(StringValueResolver resolver) {
		this.resolver = resolver;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopUtils.getTargetClass(bean);
		if (this.without.containsKey(type) || !isCandidate(type)) {
			return bean;
		}
		Map<Method, ClusterListener> methods = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<ClusterListener>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, ClusterListener.class));
		if (methods.isEmpty()) {
			this.without.put(type, Boolean.TRUE);
		}
		methods.forEach((method, listener) -> add(bean, method, listener));
		return bean;
	}

	private static boolean isCandidate(Class<?> type) {
		return !isSpringsOwn(type) && AnnotationUtils.isCandidateClass(type, ClusterListener.class);
	}

	/**
	 * Spring's own beans have no such methods, and to look through all that they have
	 * takes longer than all else here. Which they are is decided as for event listeners:
	 * a component in one of Spring's packages belongs to a sample application.
	 */
	private static boolean isSpringsOwn(Class<?> type) {
		return type.getName().startsWith("org.springframework.")
				&& !AnnotatedElementUtils.isAnnotated(type, Component.class);
	}

	private synchronized void add(Object bean, Method method, ClusterListener listener) {
		Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
		this.byName.computeIfAbsent(resolve(listener.value()), (name) -> new ArrayList<>())
			.add(new Found(new ListenerMethod(bean, invocable), resolve(listener.concurrency())));
	}

	private String resolve(String text) {
		String resolved = this.resolver.resolveStringValue(text);
		return (resolved != null) ? resolved : "";
	}

	@Override
	public synchronized void afterSingletonsInstantiated() {
		int concurrency = this.properties.getObject().listener().concurrency();
		Messenger target = this.messenger.getObject();
		this.byName.forEach((name, found) -> target.handle(handler(name, found, concurrency)));
	}

	private static MessageHandler handler(String name, List<Found> found, int concurrency) {
		Map<String, ListenerMethod> byAlias = new LinkedHashMap<>();
		Map<String, Type> types = new LinkedHashMap<>();
		int most = 1;
		for (Found one : found) {
			String alias = Codecs.alias(one.method.payload());
			ListenerMethod other = byAlias.put(alias, one.method);
			if (other != null) {
				throw new IllegalStateException("Two @ClusterListener methods named '" + name + "' take a '" + alias
						+ "': " + other + " and " + one.method);
			}
			types.put(alias, one.method.payload());
			most = Math.max(most,
					StringUtils.hasText(one.concurrency) ? Integer.parseInt(one.concurrency) : concurrency);
		}
		MessageHandler.Action action = (message) -> {
			ListenerMethod method = byAlias.get(message.type());
			if (method == null) {
				throw new IllegalStateException("No method for " + message.type());
			}
			return method.handle(message);
		};
		return new MessageHandler(name, types, most, false, action);
	}

	private record Found(ListenerMethod method, String concurrency) {
	}

}
