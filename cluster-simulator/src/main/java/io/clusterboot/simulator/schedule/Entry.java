package io.clusterboot.simulator.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One mapping of a schedule while it is read: each field is asked for by its name, and
 * what nobody asked for is a mistake.
 */
final class Entry {

	private final Yaml.Fields fields;

	private final Set<String> known = new HashSet<>();

	Entry(Yaml.Fields fields) {
		this.fields = fields;
	}

	int line() {
		return this.fields.line();
	}

	Set<String> names() {
		return this.fields.fields().keySet();
	}

	boolean has(String name) {
		this.known.add(name);
		return this.fields.fields().containsKey(name);
	}

	String text(String name) {
		return read(name, Function.identity(), null);
	}

	String text(String name, String otherwise) {
		return read(name, Function.identity(), otherwise);
	}

	Selector selector(String name) {
		return read(name, Selector::parse, null);
	}

	Selector selector(String name, Selector otherwise) {
		return read(name, Selector::parse, otherwise);
	}

	long millis(String name) {
		return read(name, Quantities::millis, null);
	}

	long millis(String name, long otherwise) {
		return read(name, Quantities::millis, otherwise);
	}

	/** A duration that must not be negative. */
	long time(String name, long otherwise) {
		return read(name, (text) -> notNegative(Quantities.millis(text), text), otherwise);
	}

	long time(String name) {
		return read(name, (text) -> notNegative(Quantities.millis(text), text), null);
	}

	int number(String name, int otherwise) {
		return read(name, Entry::number, otherwise);
	}

	<T> T read(String name, Function<String, T> conversion, @Nullable T otherwise) {
		this.known.add(name);
		Yaml value = this.fields.fields().get(name);
		if (value == null) {
			if (otherwise == null) {
				throw new InvalidScheduleException(line(), "'" + name + "' is missing");
			}
			return otherwise;
		}
		return converted(name, value, conversion);
	}

	private static <T> T converted(String name, Yaml value, Function<String, T> conversion) {
		try {
			return conversion.apply(textOf(name, value));
		}
		catch (InvalidScheduleException ex) {
			throw (ex.line() > 0) ? ex : new InvalidScheduleException(value.line(), name + ": " + ex.getMessage());
		}
	}

	/** A list of flow style, such as {@code [0-9, 12]}, is the text that it was. */
	private static String textOf(String name, Yaml value) {
		if (value instanceof Yaml.Text text && !text.text().isBlank()) {
			return text.text();
		}
		if (value instanceof Yaml.Items items) {
			List<String> parts = new ArrayList<>();
			items.items().forEach((item) -> parts.add(textOf(name, item)));
			return "[" + String.join(",", parts) + "]";
		}
		throw new InvalidScheduleException(value.line(), "'" + name + "' needs a value");
	}

	<T> List<T> list(String name, Function<String, T> conversion) {
		this.known.add(name);
		Yaml value = this.fields.fields().get(name);
		List<T> list = new ArrayList<>();
		if (value instanceof Yaml.Items items) {
			items.items().forEach((item) -> list.add(converted(name, item, conversion)));
		}
		else if (value != null) {
			list.add(converted(name, value, conversion));
		}
		return list;
	}

	/** The mappings of a list. */
	List<Entry> entries(String name) {
		this.known.add(name);
		Yaml value = this.fields.fields().get(name);
		if (value == null || (value instanceof Yaml.Text text && text.text().isEmpty())) {
			return List.of();
		}
		if (!(value instanceof Yaml.Items items)) {
			throw new InvalidScheduleException(value.line(), "'" + name + "' is a list, each item begins with '- '");
		}
		List<Entry> entries = new ArrayList<>();
		for (Yaml item : items.items()) {
			if (!(item instanceof Yaml.Fields mapping)) {
				throw new InvalidScheduleException(item.line(), "an item of '" + name + "' is a mapping");
			}
			entries.add(new Entry(mapping));
		}
		return entries;
	}

	/** A mapping of texts; nested ones become dotted names, as in application.yml. */
	Map<String, String> map(String name) {
		this.known.add(name);
		Yaml value = this.fields.fields().get(name);
		Map<String, String> map = new LinkedHashMap<>();
		if (value instanceof Yaml.Fields mapping) {
			flatten("", mapping, map);
		}
		else if (value != null) {
			throw new InvalidScheduleException(value.line(), "'" + name + "' is a mapping");
		}
		return map;
	}

	/** Everything that nobody asked for yet. */
	Map<String, String> rest() {
		Map<String, Yaml> left = new LinkedHashMap<>(this.fields.fields());
		left.keySet().removeAll(this.known);
		this.known.addAll(left.keySet());
		Map<String, String> map = new LinkedHashMap<>();
		flatten("", new Yaml.Fields(line(), left), map);
		return map;
	}

	int lineOf(String name) {
		Yaml value = this.fields.fields().get(name);
		return (value != null) ? value.line() : line();
	}

	private static void flatten(String prefix, Yaml.Fields mapping, Map<String, String> flat) {
		mapping.fields().forEach((name, value) -> {
			if (value instanceof Yaml.Fields inner) {
				flatten(prefix + name + ".", inner, flat);
			}
			else {
				String text = textOf(name, value);
				flat.put(prefix + name, text.startsWith("[") && text.endsWith("]") && value instanceof Yaml.Items
						? text.substring(1, text.length() - 1) : text);
			}
		});
	}

	void done() {
		for (String name : names()) {
			if (!this.known.contains(name)) {
				throw new InvalidScheduleException(lineOf(name),
						"'" + name + "' is unknown here, known are " + new TreeSet<>(this.known));
			}
		}
	}

	static int number(String text) {
		try {
			int number = Integer.parseInt(text.trim());
			if (number >= 0) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw new InvalidScheduleException("'" + text + "' is no number from 0 on");
	}

	static boolean yesOrNo(String text) {
		return switch (text.toLowerCase(Locale.ROOT)) {
			case "true", "yes" -> true;
			case "false", "no" -> false;
			default -> throw new InvalidScheduleException("'" + text + "' is neither true nor false");
		};
	}

	static <E extends Enum<E>> E choice(Class<E> type, String text) {
		String canonical = canonical(text);
		for (E value : type.getEnumConstants()) {
			if (canonical(value.name()).equals(canonical)) {
				return value;
			}
		}
		List<String> names = new ArrayList<>();
		for (E value : type.getEnumConstants()) {
			names.add(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
		}
		throw new InvalidScheduleException("'" + text + "' is none of " + names);
	}

	/** As Boot's relaxed names: case, dashes and underscores do not matter. */
	static String canonical(String name) {
		return name.trim().toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
	}

	private static long notNegative(long millis, String text) {
		if (millis < 0) {
			throw new InvalidScheduleException("'" + text + "' must not be negative");
		}
		return millis;
	}

}
