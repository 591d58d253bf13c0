package io.clusterboot.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The checks that settings share; each failure names the property.
 */
final class SettingChecks {

	private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0", "*");

	private SettingChecks() {
	}

	static <T extends Comparable<T>> void between(String property, T value, T least, T most) {
		if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
			throw new InvalidSettingException(property,
					text(value) + " is out of range, it must be between " + text(least) + " and " + text(most));
		}
	}

	static void reachableAddress(String property, NodeAddress address) {
		if (WILDCARDS.contains(address.host())) {
			throw new InvalidSettingException(property, "'" + address.host()
					+ "' is a wildcard that other nodes cannot dial, name the address at which they reach this node");
		}
	}

	static void role(String property, String role) {
		if (role.isBlank() || utf8(role) > Limits.ROLE_BYTES) {
			throw new InvalidSettingException(property,
					"a role must have between 1 and " + Limits.ROLE_BYTES + " characters (bytes in UTF-8)");
		}
		printable(property, role);
	}

	static void name(String property, String name, int least) {
		if (name.length() < least || name.length() > Limits.NAME_LENGTH) {
			throw new InvalidSettingException(property,
					"must have between " + least + " and " + Limits.NAME_LENGTH + " characters");
		}
		printable(property, name);
	}

	private static void printable(String property, String text) {
		if (!Limits.isPrintable(text)) {
			throw new InvalidSettingException(property, "must not have control characters");
		}
	}

	static void metadata(String property, Map<String, String> metadata) {
		long bytes = metadata.entrySet()
			.stream()
			.mapToLong((entry) -> utf8(entry.getKey()) + utf8(entry.getValue()))
			.sum();
		if (bytes > Limits.METADATA_BYTES) {
			throw new InvalidSettingException(property,
					bytes + " bytes of metadata are too many, at most " + Limits.METADATA_BYTES + " are allowed");
		}
	}

	private static long utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	private static String text(Object value) {
		return (value instanceof Duration duration) ? duration.toMillis() + "ms" : String.valueOf(value);
	}

}
