package io.clusterboot.lighthouse;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts no web server unless {@code server.port} is set, be it as an argument, in the
 * environment or in a file.
 */
class WebServerOnDemand implements EnvironmentPostProcessor {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!environment.containsProperty("server.port")) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("noWebServer", Map.of("spring.main.web-application-type", "none")));
		}
	}

}
