package io.clusterboot.spring.autoconfigure.messaging;

import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.spring.messaging.ClusterRouter;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers a {@link ClusterRouter} bean for each of {@code cluster.routers}.
 */
final class ClusterRoutersRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	ClusterRoutersRegistrar(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		Binder.get(this.environment)
			.bind("cluster", ClusterRouterProperties.class)
			.ifBound((properties) -> properties.routers().keySet().forEach((name) -> register(name, registry)));
	}

	private static void register(String name, BeanDefinitionRegistry registry) {
		if (registry.containsBeanDefinition(name)) {
			throw new InvalidSettingException("cluster.routers." + name,
					"is also the name of another bean, and a router is a bean of its name: rename one of them");
		}
		RootBeanDefinition definition = new RootBeanDefinition(ClusterRouter.class);
		definition.setFactoryBeanName("clusterRouterFactory");
		definition.setUniqueFactoryMethodName("named");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		registry.registerBeanDefinition(name, definition);
	}

}
