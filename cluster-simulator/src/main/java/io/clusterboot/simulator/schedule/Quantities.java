package io.clusterboot.simulator.schedule;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations, shares and sizes as people write them.
 */
public final class Quantities {

	private static final Pattern DURATION = Pattern.compile("([+-]?\\d+)(ms|s|m|h|d)?");

	private static final Pattern SHARE = Pattern.compile("(\\d+(?:\\.\\d+)?)(%?)");

	private static final Pattern SIZE = Pattern.compile("(\\d+)(b|kb|mb|gb)?");

	private static final long SECOND = 1000;

	private static final long MINUTE = 60 * SECOND;

	private static final long HOUR = 60 * MINUTE;

	private Quantities() {
	}

	/**
	 * Reads a duration as Spring Boot does: {@code 500ms}, {@code 5s}, {@code 10m},
	 * {@code 2h}, {@code 1d}, a plain number of ms, or ISO-8601 such as {@code PT5S}.
	 * @param text the text
	 * @return the duration in ms; may be negative
	 * @throws InvalidScheduleException if the text is none of these
	 */
	public static long millis(String text) {
		String trimmed = text.trim().toLowerCase(Locale.ROOT);
		Matcher matcher = DURATION.matcher(trimmed);
		try {
			if (!matcher.matches()) {
				return Duration.parse(trimmed).toMillis();
			}
			long number = Long.parseLong(matcher.group(1));
			String unit = matcher.group(2);
			return Math.multiplyExact(number, (unit != null) ? unitOf(unit) : 1);
		}
		catch (DateTimeParseException | ArithmeticException | NumberFormatException ex) {
			throw new InvalidScheduleException("'" + text + "' is no duration such as 500ms, 5s, 10m or 2h");
		}
	}

	private static long unitOf(String unit) {
		return switch (unit) {
			case "ms" -> 1;
			case "s" -> SECOND;
			case "m" -> MINUTE;
			case "h" -> HOUR;
			default -> 24 * HOUR;
		};
	}

	/**
	 * Writes a duration with the largest unit that holds it exactly, so that
	 * {@link #millis} reads the same again.
	 * @param millis the duration in ms
	 * @return the text
	 */
	public static String duration(long millis) {
		if (millis != 0 && millis % HOUR == 0) {
			return millis / HOUR + "h";
		}
		if (millis != 0 && millis % MINUTE == 0) {
			return millis / MINUTE + "m";
		}
		return (millis % SECOND == 0) ? millis / SECOND + "s" : millis + "ms";
	}

	static double share(String text) {
		Matcher matcher = SHARE.matcher(text.trim());
		if (matcher.matches()) {
			double number = Double.parseDouble(matcher.group(1)) / (matcher.group(2).isEmpty() ? 1 : 100);
			if (number <= 1) {
				return number;
			}
		}
		throw new InvalidScheduleException("'" + text + "' is no share between 0% and 100%, such as 80% or 0.8");
	}

	static String share(double share) {
		double percent = Math.round(share * 100_000) / 1000.0;
		return (percent == Math.rint(percent)) ? (long) percent + "%" : percent + "%";
	}

	static long bytes(String text) {
		Matcher matcher = SIZE.matcher(text.trim().toLowerCase(Locale.ROOT));
		if (!matcher.matches() || matcher.group(1).length() > 12) {
			throw new InvalidScheduleException("'" + text + "' is no size such as 512B, 10KB or 2MB");
		}
		String unit = matcher.group(2);
		int shift = (unit == null) ? 0 : switch (unit) {
			case "kb" -> 10;
			case "mb" -> 20;
			case "gb" -> 30;
			default -> 0;
		};
		return Long.parseLong(matcher.group(1)) << shift;
	}

}
