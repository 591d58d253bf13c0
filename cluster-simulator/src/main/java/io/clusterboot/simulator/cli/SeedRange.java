package io.clusterboot.simulator.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Seeds from one to another, both included.
 *
 * @param from the first
 * @param to the last
 */
record SeedRange(long from, long to) {

	private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

	static SeedRange only(long seed) {
		return new SeedRange(seed, seed);
	}

	boolean isOne() {
		return this.from == this.to;
	}

	/** Reads {@code 1-1000}. */
	static final class Converter implements ITypeConverter<SeedRange> {

		@Override
		public SeedRange convert(String text) {
			Matcher matcher = RANGE.matcher(text.trim());
			if (matcher.matches()) {
				SeedRange range = new SeedRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
				if (range.from <= range.to) {
					return range;
				}
			}
			throw new TypeConversionException("'" + text + "' is no range of seeds such as 1-1000");
		}

	}

}
