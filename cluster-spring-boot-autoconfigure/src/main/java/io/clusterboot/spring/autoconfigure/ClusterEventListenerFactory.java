package io.clusterboot.spring.autoconfigure;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

import io.clusterboot.spring.event.ClusterEvent;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Keeps listeners of cluster events apart: what one {@link EventListener @EventListener}
 * method throws is logged and does not keep the event from the next one. An event of the
 * cluster is no one's call, so there is nobody to throw to.
 */
final class ClusterEventListenerFactory implements EventListenerFactory, Ordered {

	@Override
	public int getOrder() {
		// Before the default, which takes all methods, and after any other.
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

	@Override
	public boolean supportsMethod(Method method) {
		EventListener annotation = AnnotatedElementUtils.findMergedAnnotation(method, EventListener.class);
		Class<?>[] declared = (annotation != null) ? annotation.classes() : new Class<?>[0];
		Stream<Class<?>> types = (declared.length > 0) ? Arrays.stream(declared)
				: Arrays.stream(method.getParameterTypes());
		return types.anyMatch(ClusterEvent.class::isAssignableFrom);
	}

	@Override
	public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
		return new SeparateListener(beanName, type, method);
	}

	private static final class SeparateListener extends ApplicationListenerMethodAdapter {

		SeparateListener(String beanName, Class<?> targetClass, Method method) {
			super(beanName, targetClass, method);
		}

		@Override
		public void processEvent(ApplicationEvent event) {
			try {
				super.processEvent(event);
			}
			catch (Exception ex) {
				this.logger.error("Listener " + getTargetMethod() + " failed on " + event, ex);
			}
		}

	}

}
