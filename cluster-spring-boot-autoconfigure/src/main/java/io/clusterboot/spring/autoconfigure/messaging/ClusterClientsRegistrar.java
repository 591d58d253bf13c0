package io.clusterboot.spring.autoconfigure.messaging;

import java.beans.Introspector;
import java.util.List;
import java.util.stream.Stream;

import io.clusterboot.spring.messaging.ClusterClient;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * Finds {@link ClusterClient @ClusterClient} interfaces in the packages of the
 * application, and makes a bean of each, the primary one of its type: a member that
 * serves the interface itself still calls any member.
 */
final class ClusterClientsRegistrar implements ImportBeanDefinitionRegistrar {

	/** What the names of the beans of clients begin with. */
	static final String PREFIX = "clusterClient.";

	private final BeanFactory beanFactory;

	private final ResourceLoader resourceLoader;

	ClusterClientsRegistrar(BeanFactory beanFactory, ResourceLoader resourceLoader) {
		this.beanFactory = beanFactory;
		this.resourceLoader = resourceLoader;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		if (!AutoConfigurationPackages.has(this.beanFactory)) {
			return;
		}
		ClassPathScanningCandidateComponentProvider scanner = new Interfaces();
		// With it comes the memory of the application's own scan: no class is read twice.
		scanner.setResourceLoader(this.resourceLoader);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ClusterClient.class));
		List<String> packages = AutoConfigurationPackages.get(this.beanFactory);
		for (String name : packages) {
			for (BeanDefinition candidate : scanner.findCandidateComponents(name)) {
				register(ClassUtils.resolveClassName(String.valueOf(candidate.getBeanClassName()), null), registry);
			}
		}
	}

	private static void register(Class<?> type, BeanDefinitionRegistry registry) {
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setFactoryBeanName("clusterClientFactory");
		definition.setUniqueFactoryMethodName("create");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, type);
		definition.setTargetType(type);
		definition.setPrimary(true);
		definition.setLazyInit(true);
		registry.registerBeanDefinition(PREFIX + Introspector.decapitalize(type.getSimpleName()), definition);
	}

	/** The types of all clients. */
	static List<Class<?>> clients(ListableBeanFactory beans) {
		return List.of(beans.getBeanNamesForAnnotation(ClusterClient.class))
			.stream()
			.filter((name) -> name.startsWith(PREFIX))
			.<Class<?>>map((name) -> client(beans.getType(name)))
			.toList();
	}

	/**
	 * The interface, also when the bean was made already and its type is that of a proxy.
	 */
	private static Class<?> client(@Nullable Class<?> type) {
		return Stream.of((type != null) ? ClassUtils.getAllInterfacesForClass(type) : new Class<?>[0])
			.filter((candidate) -> candidate.isAnnotationPresent(ClusterClient.class))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(type + " is no @ClusterClient"));
	}

	/** Finds interfaces, too. */
	private static final class Interfaces extends ClassPathScanningCandidateComponentProvider {

		private Interfaces() {
			super(false);
		}

		@Override
		protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
			return definition.getMetadata().isInterface() && definition.getMetadata().isIndependent();
		}

	}

}
