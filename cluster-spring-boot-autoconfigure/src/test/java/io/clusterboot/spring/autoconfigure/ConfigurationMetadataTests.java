package io.clusterboot.spring.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.clusterboot.spring.autoconfigure.messaging.ClusterMessagingProperties;
import io.clusterboot.spring.autoconfigure.messaging.ClusterRouterProperties;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the configuration metadata, which editors and the documentation show, says
 * something about every property.
 */
class ConfigurationMetadataTests {

	private final Map<String, JsonNode> metadata = read();

	@Test
	void everyPropertyIsDescribedInASentence() {
		assertThat(this.metadata.keySet()).filteredOn((name) -> name.startsWith("cluster."))
			.containsExactlyInAnyOrderElementsOf(properties());
		assertThat(this.metadata).allSatisfy((name,
				property) -> assertThat(property.path("description").asString("")).as(name).matches("[A-Z][^\n]*\\."));
	}

	@Test
	void theDefaultsAreThoseOfTheRecords() {
		Map<String, String> defaults = new TreeMap<>();
		collectAll(new ArrayList<>(), defaults);
		defaults.forEach((name, value) -> assertThat(this.metadata.get(name).path("defaultValue").asString()).as(name)
			.isEqualTo(value));
		assertThat(DurationStyle.detectAndParse(defaults.get("cluster.shutdown-timeout"))).hasSeconds(10);
	}

	@Test
	void theEndpointIsReadOnlyByDefault() {
		assertThat(this.metadata.get("management.endpoint.cluster.access").path("defaultValue").asString())
			.isEqualTo("read_only");
	}

	@Test
	void theDocumentationHasARowForEveryPropertyWithItsDefault() throws IOException {
		List<String> rows = Files.readAllLines(Path.of("..", "docs", "configuration.md"));
		this.metadata.forEach((name, property) -> {
			if (name.startsWith("cluster.")) {
				String value = property.path("defaultValue").asString("");
				String row = "| `" + name + "` | " + (value.isEmpty() ? "" : "`" + value + "` |");
				assertThat(rows).as(name).anyMatch((line) -> line.startsWith(row));
			}
		});
	}

	private static List<String> properties() {
		List<String> names = new ArrayList<>();
		collectAll(names, new TreeMap<>());
		// only a condition asks for it
		names.add("cluster.discovery.enabled");
		return names;
	}

	private static void collectAll(List<String> names, Map<String, String> defaults) {
		for (Class<?> type : List.of(ClusterProperties.class, ClusterMessagingProperties.class,
				ClusterRouterProperties.class)) {
			collect(type.getAnnotation(ConfigurationProperties.class).value(), type, names, defaults);
		}
	}

	private static void collect(String prefix, Class<?> type, List<String> names, Map<String, String> defaults) {
		RecordComponent[] components = type.getRecordComponents();
		for (int i = 0; i < components.length; i++) {
			String name = prefix + "." + dashed(components[i].getName());
			if (components[i].getType().isRecord() && components[i].getType().getNestHost() == type.getNestHost()) {
				collect(name, components[i].getType(), names, defaults);
				continue;
			}
			names.add(name);
			DefaultValue annotation = type.getDeclaredConstructors()[0].getParameters()[i]
				.getAnnotation(DefaultValue.class);
			if (annotation != null && annotation.value().length == 1) {
				defaults.put(name, annotation.value()[0]);
			}
		}
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	/** Of this module: each jar of the class path has a file of that name. */
	private static InputStream own(String name) throws IOException {
		URL classes = ClusterProperties.class.getProtectionDomain().getCodeSource().getLocation();
		return new URL(classes, name).openStream();
	}

	private static Map<String, JsonNode> read() {
		Map<String, JsonNode> properties = new TreeMap<>();
		try (InputStream input = own("META-INF/spring-configuration-metadata.json")) {
			for (JsonNode property : JsonMapper.shared().readTree(input).path("properties")) {
				properties.put(property.path("name").asString(), property);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return properties;
	}

}
