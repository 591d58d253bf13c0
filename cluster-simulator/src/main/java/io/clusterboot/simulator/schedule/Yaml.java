package io.clusterboot.simulator.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML document in which everything knows its line, so that a mistake can be told where
 * it stands. All values are text: what they mean is known by whoever reads them.
 */
sealed interface Yaml {

	int line();

	/** A value. */
	record Text(int line, String text) implements Yaml {
	}

	/** A list. */
	record Items(int line, List<Yaml> items) implements Yaml {
	}

	/** A mapping, in the order of the text. */
	record Fields(int line, Map<String, Yaml> fields) implements Yaml {
	}

	/**
	 * Reads a document.
	 * @throws InvalidScheduleException if it is no YAML, or no mapping
	 */
	static Fields parse(String text) {
		try (JsonParser parser = new YAMLMapper().createParser(text)) {
			JsonToken first = parser.nextToken();
			if (first != JsonToken.START_OBJECT) {
				throw new InvalidScheduleException(
						"a schedule is a mapping that begins with fields such as 'name: split'");
			}
			return fields(parser);
		}
		catch (JacksonException ex) {
			int line = (ex.getLocation() != null) ? ex.getLocation().getLineNr() : 1;
			throw new InvalidScheduleException(Math.max(1, line), "no YAML: " + ex.getOriginalMessage());
		}
	}

	private static Fields fields(JsonParser parser) {
		int line = parser.currentTokenLocation().getLineNr();
		Map<String, Yaml> fields = new LinkedHashMap<>();
		while (parser.nextToken() != JsonToken.END_OBJECT) {
			String name = parser.currentName();
			int where = parser.currentTokenLocation().getLineNr();
			Yaml value = value(parser, parser.nextToken());
			if (fields.put(name, value) != null) {
				throw new InvalidScheduleException(where, "'" + name + "' stands here twice");
			}
		}
		return new Fields(line, fields);
	}

	private static Yaml value(JsonParser parser, @Nullable JsonToken token) {
		int line = parser.currentTokenLocation().getLineNr();
		if (token == JsonToken.START_OBJECT) {
			return fields(parser);
		}
		if (token == JsonToken.START_ARRAY) {
			List<Yaml> items = new ArrayList<>();
			for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
				items.add(value(parser, next));
			}
			return new Items(line, items);
		}
		return new Text(line, (token != null && token != JsonToken.VALUE_NULL) ? parser.getString() : "");
	}

}
