package io.clusterboot.spring.autoconfigure.diagnostics;

import java.util.Map;

import io.clusterboot.api.InvalidSettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Analyzes an {@link InvalidSettingException}: names the property, where it was set, what
 * is wrong and what to do.
 */
class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingException> {

	private static final String DEFAULT_ACTION = "Update your application's configuration.";

	private static final Map<String, String> ACTIONS = Map.of("cluster.downing.strategy",
			"For lease-majority, either add spring-boot-starter-jdbc and configure a DataSource of a database that "
					+ "all nodes share, with the table of io/clusterboot/spring/autoconfigure/jdbc/schema.sql, or "
					+ "declare a bean of type io.clusterboot.api.Lease. Or choose a strategy that needs no lease, "
					+ "such as keep-majority.",
			"cluster.host",
			"Set cluster.host to a host name or an IP address of this machine that the other members can reach. "
					+ "To listen on all interfaces, use cluster.bind-host instead.",
			"cluster.seed-nodes",
			"List in cluster.seed-nodes the host:port of nodes of the cluster, as they are reached from here.",
			"cluster.ssl.bundle",
			"Configure a bundle of that name with a key store and a trust store, for example with the properties "
					+ "under spring.ssl.bundle.pem, or correct cluster.ssl.bundle.");

	private final @Nullable Environment environment;

	InvalidSettingFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingException cause) {
		ConfigurationProperty property = find(cause.property());
		StringBuilder description = new StringBuilder("The configuration of the cluster is invalid:%n".formatted());
		description.append("%n    Property: %s".formatted(cause.property()));
		if (property != null) {
			description.append("%n    Value: \"%s\"".formatted(property.getValue()));
			description.append("%n    Origin: %s".formatted(property.getOrigin()));
		}
		description.append("%n    Reason: %s".formatted(reason(cause)));
		String action = ACTIONS.getOrDefault(cause.property(), DEFAULT_ACTION);
		return new FailureAnalysis(description.toString(), action, cause);
	}

	private @Nullable ConfigurationProperty find(String name) {
		ConfigurationPropertyName propertyName = ConfigurationPropertyName.ofIfValid(name);
		if (this.environment == null || propertyName == null) {
			return null;
		}
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(propertyName);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

	private static String reason(InvalidSettingException cause) {
		String message = String.valueOf(cause.getMessage());
		String prefix = cause.property() + ": ";
		return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
	}

}
