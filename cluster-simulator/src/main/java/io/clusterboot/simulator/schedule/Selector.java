package io.clusterboot.simulator.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Chooses nodes. {@code all}, {@code none}, {@code running}, {@code stopped},
 * {@code seeds}, {@code leader}, {@code removed}; {@code 3}; {@code [0-4, 7]};
 * {@code [0%-40%]} of the numbers; {@code random 10} or {@code random 1%} (at least one)
 * of all, or {@code of} another selector; {@code slice 10%}: at the first repetition the
 * first tenth, and so on; {@code not} another selector; one selector {@code except}
 * another; {@code others}: who is not at the other end of the same fault; else the name
 * of a group.
 *
 * @param text the selector as written, without needless blanks
 */
public record Selector(String text) {

	/** Every node. */
	public static final Selector ALL = new Selector("all");

	/** Every node whose process is there. */
	public static final Selector RUNNING = new Selector("running");

	/** Who is not at the other end. */
	public static final Selector OTHERS = new Selector("others");

	/** No node. */
	public static final Selector NONE = new Selector("none");

	private static final Set<String> WORDS = Set.of("all", "none", "running", "stopped", "seeds", "leader", "removed",
			"others");

	private static final String EXCEPT = " except ";

	private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

	private static final Pattern RANGE = Pattern.compile("(\\d{1,6})-(\\d{1,6})");

	private static final Pattern SHARES = Pattern.compile("(\\d{1,3})%-(\\d{1,3})%");

	private static final Pattern RANDOM = Pattern.compile("random (\\d{1,6}|\\d{1,3}(?:\\.\\d+)?%)(?: of (.+))?");

	private static final Pattern SLICE = Pattern.compile("slice (\\d{1,3})%");

	private static final Pattern NAME = Pattern.compile("(?!(?:random|slice|not|except)$)[a-zA-Z][a-zA-Z0-9-]*");

	/**
	 * Reads a selector.
	 * @param text the text
	 * @return the selector
	 * @throws InvalidScheduleException if the text is none
	 */
	public static Selector parse(String text) {
		String plain = text.trim().replaceAll("\\s+", " ").replaceAll("\\s*,\\s*", ", ");
		if (plain.startsWith("[")) {
			plain = plain.replaceAll("\\[\\s*", "[").replaceAll("\\s*]", "]");
		}
		Selector selector = new Selector(plain);
		selector.check();
		return selector;
	}

	/**
	 * Chooses the nodes of a list of numbers.
	 * @param nodes the numbers
	 * @return the selector
	 */
	public static Selector of(List<Integer> nodes) {
		if (nodes.isEmpty()) {
			return NONE;
		}
		return new Selector((nodes.size() == 1) ? nodes.get(0).toString() : nodes.toString());
	}

	private void check() {
		Difference difference = difference();
		if (difference != null) {
			difference.from.check();
			difference.without.check();
			return;
		}
		String inner = inner();
		Matcher random = RANDOM.matcher(this.text);
		if (inner != null) {
			new Selector(inner).check();
		}
		else if (random.matches()) {
			if (random.group(2) != null) {
				new Selector(random.group(2)).check();
			}
		}
		else if (isList()) {
			parts().forEach((part) -> {
				if (!NUMBER.matcher(part).matches() && !isOrdered(RANGE.matcher(part))
						&& !isOrdered(SHARES.matcher(part))) {
					throw new InvalidScheduleException("'" + part + "' in " + this.text
							+ " is neither a number, nor a range such as 0-9, nor shares such as 0%-40%");
				}
			});
		}
		else if (!NUMBER.matcher(this.text).matches() && !SLICE.matcher(this.text).matches()
				&& !NAME.matcher(this.text).matches()) {
			throw new InvalidScheduleException("'" + this.text + "' selects no nodes; write a number, [0-9], [0%-40%], "
					+ "random 10, random 1%, slice 10%, not ..., the name of a group, or one of "
					+ new TreeSet<>(WORDS));
		}
	}

	private static boolean isOrdered(Matcher matcher) {
		return matcher.matches() && Integer.parseInt(matcher.group(1)) <= Integer.parseInt(matcher.group(2));
	}

	/**
	 * Checks that all numbers and groups exist.
	 * @param size how many nodes there are
	 * @param groups the names of the groups
	 * @throws InvalidScheduleException if not
	 */
	void checkFor(int size, Set<String> groups) {
		Difference difference = difference();
		if (difference != null) {
			difference.from.checkFor(size, groups);
			difference.without.checkFor(size, groups);
			return;
		}
		String inner = inner();
		Matcher random = RANDOM.matcher(this.text);
		if (inner != null) {
			new Selector(inner).checkFor(size, groups);
		}
		else if (random.matches()) {
			if (random.group(2) != null) {
				new Selector(random.group(2)).checkFor(size, groups);
			}
		}
		else if (isList() || NUMBER.matcher(this.text).matches()) {
			List<Integer> numbers = numbers(size);
			int highest = numbers.isEmpty() ? 0 : Collections.max(numbers);
			if (highest >= size) {
				throw new InvalidScheduleException(
						"node " + highest + " of '" + this.text + "' does not exist, there are " + size);
			}
		}
		else if (!WORDS.contains(this.text) && !SLICE.matcher(this.text).matches() && !groups.contains(this.text)) {
			throw new InvalidScheduleException("'" + this.text + "' is neither one of " + new TreeSet<>(WORDS)
					+ " nor a group of this schedule " + new TreeSet<>(groups));
		}
	}

	/**
	 * Chooses.
	 * @param population among whom
	 * @param random decides what is random
	 * @param other the nodes at the other end of the same fault
	 * @param round which repetition this is, from 0 on
	 * @return the numbers of the chosen nodes, in order, each once
	 */
	public List<Integer> choose(Population population, Random random, List<Integer> other, int round) {
		String inner = inner();
		if (inner != null) {
			List<Integer> excluded = new Selector(inner).choose(population, random, other, round);
			return all(population).filter((node) -> !excluded.contains(node)).boxed().toList();
		}
		Difference difference = difference();
		if (difference != null) {
			List<Integer> excluded = difference.without.choose(population, random, other, round);
			return difference.from.choose(population, random, other, round)
				.stream()
				.filter((node) -> !excluded.contains(node))
				.toList();
		}
		Matcher drawn = RANDOM.matcher(this.text);
		if (drawn.matches()) {
			Selector from = (drawn.group(2) != null) ? new Selector(drawn.group(2)) : ALL;
			return draw(drawn.group(1), population.size(), from.choose(population, random, other, round), random);
		}
		Matcher slice = SLICE.matcher(this.text);
		if (slice.matches()) {
			int share = Integer.parseInt(slice.group(1));
			return range(part(population.size(), share * round), part(population.size(), share * (round + 1)));
		}
		return switch (this.text) {
			case "all" -> all(population).boxed().toList();
			case "none" -> List.of();
			case "running" -> all(population).filter(population::isRunning).boxed().toList();
			case "stopped" -> all(population).filter((node) -> !population.isRunning(node)).boxed().toList();
			case "seeds" -> population.seeds();
			case "leader" -> population.leader();
			case "removed" -> population.removed();
			case "others" -> all(population).filter((node) -> !other.contains(node)).boxed().toList();
			default -> isList() || NUMBER.matcher(this.text).matches() ? numbers(population.size())
					: population.group(this.text);
		};
	}

	/**
	 * The same without nodes that do not exist in a smaller cluster.
	 * @param size how many nodes there are
	 * @return for a number or a list of numbers, those below the size; else the same
	 */
	public Selector below(int size) {
		boolean isFixed = NUMBER.matcher(this.text).matches()
				|| (isList() && parts().stream().allMatch((part) -> NUMBER.matcher(part).matches()));
		return isFixed ? of(numbers(size).stream().filter((node) -> node < size).toList()) : this;
	}

	private static IntStream all(Population population) {
		return IntStream.range(0, population.size());
	}

	private static List<Integer> draw(String amount, int size, List<Integer> from, Random random) {
		int count = amount.endsWith("%") ? Math.max(1, (int) Math.round(size * Quantities.share(amount)))
				: Integer.parseInt(amount);
		List<Integer> shuffled = new ArrayList<>(from);
		Collections.shuffle(shuffled, random);
		return shuffled.stream().limit(count).sorted().toList();
	}

	private @Nullable String inner() {
		return this.text.startsWith("not ") ? this.text.substring("not ".length()) : null;
	}

	/** What is drawn is drawn from the difference. */
	private @Nullable Difference difference() {
		int at = this.text.startsWith("random ") || this.text.startsWith("not ") ? -1 : this.text.indexOf(EXCEPT);
		return (at < 0) ? null : new Difference(new Selector(this.text.substring(0, at)),
				new Selector(this.text.substring(at + EXCEPT.length())));
	}

	private boolean isList() {
		return this.text.startsWith("[") && this.text.endsWith("]");
	}

	private List<String> parts() {
		return List.of(this.text.substring(1, this.text.length() - 1).split(", ", -1));
	}

	private List<Integer> numbers(int size) {
		if (!isList()) {
			return List.of(Integer.valueOf(this.text));
		}
		Set<Integer> numbers = new TreeSet<>();
		for (String part : parts()) {
			Matcher range = RANGE.matcher(part);
			Matcher shares = SHARES.matcher(part);
			if (range.matches()) {
				numbers.addAll(range(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)) + 1));
			}
			else if (shares.matches()) {
				numbers.addAll(range(part(size, Integer.parseInt(shares.group(1))),
						part(size, Integer.parseInt(shares.group(2)))));
			}
			else {
				numbers.add(Integer.valueOf(part));
			}
		}
		return List.copyOf(numbers);
	}

	private static List<Integer> range(int from, int to) {
		return IntStream.range(from, to).boxed().toList();
	}

	private static int part(int size, int percent) {
		return (int) Math.round(size * Math.min(100, percent) / 100.0);
	}

	@Override
	public String toString() {
		return this.text;
	}

	private record Difference(Selector from, Selector without) {
	}

}
