package io.clusterboot.transport.grpc;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import io.clusterboot.api.Limits;

/**
 * The bounds of everything that is read from the wire.
 */
final class Bounds {

	/** Live members and tombstones together. */
	static final int NODES = 2 * Limits.MEMBERS;

	/** Buckets of a reconciliation. */
	static final int BUCKETS = 4096;

	/** Characters of a message to people. */
	static final int MESSAGE_LENGTH = 1024;

	/** Subjects in all rows of one delta: three times ten observers of each member. */
	static final int OBSERVATIONS = 30 * Limits.MEMBERS;

	/**
	 * The largest message of a node that was not let in yet, a Hello or a request; at
	 * their largest they have less than 10 KiB.
	 */
	static final int GREETING_BYTES = 64 * 1024;

	/** Settings that must be the same everywhere. */
	static final int CONFIGURATION = 64;

	private Bounds() {
	}

	/**
	 * Checks a count or an index.
	 * @param value the value, negative if it was beyond 31 bits
	 * @param most the largest one that is allowed
	 * @param what its name
	 * @return the value
	 * @throws MalformedFrameException if it is out of range
	 */
	static int atMost(int value, int most, String what) throws MalformedFrameException {
		if (value < 0 || value > most) {
			throw new MalformedFrameException(what + " is out of range: " + Integer.toUnsignedString(value)
					+ ", at most " + most + " is allowed");
		}
		return value;
	}

	/**
	 * Checks a number.
	 * @param value the value, negative if it was beyond 63 bits
	 * @param what its name
	 * @return the value
	 * @throws MalformedFrameException if it is beyond 63 bits
	 */
	static long natural(long value, String what) throws MalformedFrameException {
		if (value < 0) {
			throw new MalformedFrameException(what + " is out of range: " + Long.toUnsignedString(value));
		}
		return value;
	}

	/**
	 * Checks a number that is never 0.
	 * @param value the value, negative if it was beyond 63 bits
	 * @param what its name
	 * @return the value
	 * @throws MalformedFrameException if it is 0 or beyond 63 bits
	 */
	static long positive(long value, String what) throws MalformedFrameException {
		if (value == 0) {
			throw new MalformedFrameException(what + " is missing");
		}
		return natural(value, what);
	}

	/**
	 * Checks that a place was not named before.
	 * @param place the place
	 * @param named those that were; the place is added
	 * @param what its name
	 * @return the place
	 * @throws MalformedFrameException if it was named before
	 */
	static int once(int place, BitSet named, String what) throws MalformedFrameException {
		if (named.get(place)) {
			throw new MalformedFrameException(what + " is named twice");
		}
		named.set(place);
		return place;
	}

	/**
	 * Checks a name: a text that is compared, and shown in logs.
	 * @param value the text
	 * @param what its name
	 * @return the text
	 * @throws MalformedFrameException if it is too long or has control characters
	 */
	static String name(String value, String what) throws MalformedFrameException {
		atMost(value.length(), Limits.NAME_LENGTH, "The length of " + what);
		if (!Limits.isPrintable(value)) {
			throw new MalformedFrameException("Control characters are in " + what);
		}
		return value;
	}

	/**
	 * Checks a message to people.
	 * @param value the message
	 * @param what its name
	 * @return the message on one line
	 * @throws MalformedFrameException if it is too long
	 */
	static String message(String value, String what) throws MalformedFrameException {
		atMost(value.length(), MESSAGE_LENGTH, "The length of " + what);
		return shortened(value);
	}

	/**
	 * Checks the size of a message of a node that was not let in yet, before any of it is
	 * read: what is small on the wire can be large in memory.
	 * @param message the message
	 * @throws MalformedFrameException if it is too large
	 */
	static void greeting(byte[] message) throws MalformedFrameException {
		atMost(message.length, GREETING_BYTES, "The size of a first message");
	}

	/**
	 * Brings a message to people to the length that others accept, and on one line: it
	 * ends in logs.
	 * @param message the message
	 * @return the message or its start, without control characters
	 */
	static String shortened(String message) {
		String start = (message.length() <= MESSAGE_LENGTH) ? message : message.substring(0, MESSAGE_LENGTH);
		return Limits.isPrintable(start) ? start : start.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", " ");
	}

	/**
	 * Checks roles.
	 * @param roles the roles
	 * @return the roles, sorted
	 * @throws MalformedFrameException if they are too many, or one is empty, too long or
	 * given twice, or has control characters
	 */
	static SortedSet<String> roles(List<String> roles) throws MalformedFrameException {
		atMost(roles.size(), Limits.ROLES, "The number of roles");
		for (String role : roles) {
			atMost(utf8(role), Limits.ROLE_BYTES, "The length of a role");
			if (role.isBlank()) {
				throw new MalformedFrameException("A role is empty");
			}
			if (!Limits.isPrintable(role)) {
				throw new MalformedFrameException("Control characters are in a role");
			}
		}
		SortedSet<String> sorted = new TreeSet<>(roles);
		if (sorted.size() < roles.size()) {
			throw new MalformedFrameException("A role is given twice");
		}
		return sorted;
	}

	/**
	 * Checks metadata.
	 * @param metadata the metadata
	 * @return the metadata
	 * @throws MalformedFrameException if it is too large
	 */
	static Map<String, String> metadata(Map<String, String> metadata) throws MalformedFrameException {
		long bytes = 0;
		for (Map.Entry<String, String> entry : metadata.entrySet()) {
			bytes += utf8(entry.getKey()) + utf8(entry.getValue());
		}
		atMost((int) bytes, Limits.METADATA_BYTES, "The size of the metadata");
		return metadata;
	}

	/**
	 * Checks an enum's constant: it has the same name on the wire.
	 * @param <E> the type
	 * @param type the type
	 * @param wire the constant of the wire
	 * @return the constant
	 * @throws MalformedFrameException if this build does not know it
	 */
	static <E extends Enum<E>> E constant(Class<E> type, Enum<?> wire) throws MalformedFrameException {
		try {
			return Enum.valueOf(type, wire.name());
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedFrameException("Unknown " + type.getSimpleName() + ": " + wire.name(), ex);
		}
	}

	private static int utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

}
