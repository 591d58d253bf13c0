package io.clusterboot.spring.autoconfigure.diagnostics;

import java.util.List;
import java.util.stream.Stream;

import io.clusterboot.api.InvalidAddressException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Analyzes an {@link InvalidAddressException} of a property: names the entry of the list
 * and how an address is written. Ordered before the general analyzer of failed bindings,
 * which knows neither.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class InvalidAddressFailureAnalyzer extends AbstractFailureAnalyzer<InvalidAddressException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, InvalidAddressException cause) {
		BindException bindException = findCause(rootFailure, BindException.class);
		if (bindException == null) {
			return null;
		}
		ConfigurationProperty property = bindException.getProperty();
		StringBuilder description = new StringBuilder("The configuration of the cluster is invalid:%n".formatted());
		description.append("%n    Property: %s".formatted(name(bindException, cause)));
		description.append("%n    Value: \"%s\"".formatted(cause.value()));
		if (property != null) {
			description.append("%n    Origin: %s".formatted(property.getOrigin()));
		}
		description.append("%n    Reason: %s".formatted(cause.getMessage()));
		return new FailureAnalysis(description.toString(),
				"Write the address as host:port, for example 10.0.0.5:7946 "
						+ "or node-1.example.org:7946; an IPv6 address stands in brackets, as in [fd00::5]:7946.",
				cause);
	}

	/** The entry, also when the whole list is one text with commas. */
	private String name(BindException bindException, InvalidAddressException cause) {
		ConfigurationProperty property = bindException.getProperty();
		if (property == null) {
			return bindException.getName().toString();
		}
		String name = property.getName().toString();
		List<String> entries = Stream.of(String.valueOf(property.getValue()).split(",")).map(String::trim).toList();
		int index = entries.indexOf(cause.value().trim());
		return (entries.size() > 1 && index >= 0) ? "%s[%d]".formatted(name, index) : name;
	}

}
