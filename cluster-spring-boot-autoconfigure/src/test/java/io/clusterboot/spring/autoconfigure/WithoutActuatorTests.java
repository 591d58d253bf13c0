package io.clusterboot.spring.autoconfigure;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.clusterboot.spring.FakeCluster;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application with nothing but the starter works: no actuator, no health,
 * no Micrometer, no JDBC, no web or gRPC server, nothing of Spring Cloud on the class
 * path.
 */
class WithoutActuatorTests {

	private static final String OPTIONAL = ".*/(spring-boot-(actuator|grpc|health|jdbc|micrometer|sql|web|servlet|tomcat)|micrometer|"
			+ "spring-(cloud|grpc|jdbc|tx|web)|h2|tomcat|jackson)[^/]*\\.jar";

	@Test
	void theApplicationStarts() throws Exception {
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (URLClassLoader classLoader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
			thread.setContextClassLoader(classLoader);
			Class<?> application = classLoader.loadClass(Application.class.getName());
			Object beans = ((Callable<?>) application.getDeclaredConstructor().newInstance()).call();
			assertThat(beans).asString().contains("clusterMembershipLifecycle").doesNotContain("clusterEndpoint");
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	private static URL[] classPath() throws MalformedURLException {
		List<URL> urls = new ArrayList<>();
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			if (!entry.matches(OPTIONAL)) {
				urls.add(new File(entry).toURI().toURL());
			}
		}
		return urls.toArray(URL[]::new);
	}

	/** Runs in the other class loader, so that all its types are the ones from there. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	public static class Application implements Callable<String> {

		@Override
		public String call() {
			assertThat(ClassUtils.isPresent("org.springframework.boot.actuate.endpoint.annotation.Endpoint", null))
				.isFalse();
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.NONE)
				.run()) {
				return String.join(",", context.getBeanDefinitionNames());
			}
		}

		@Bean
		FakeCluster fakeCluster() {
			return new FakeCluster();
		}

	}

}
