package io.clusterboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.benchmarks.membership.MeasuredSystem;

/**
 * All results, by figure, setting and system. If a round tells of a measure twice, as
 * when a run was broken off and measured again, the first time counts.
 */
final class Results {

	private static final Comparator<Key> ORDER = Comparator.comparing(Key::figure)
		.thenComparing(Key::setting)
		.thenComparing(Key::system);

	private final SortedMap<Key, SortedMap<Integer, Outcome>> outcomes = new TreeMap<>(ORDER);

	private final List<Line> failures = new ArrayList<>();

	Results(List<Line> lines) {
		for (Line line : lines) {
			for (Figure figure : Figure.of(line.measure())) {
				Key key = new Key(figure, line.run().setting(), line.run().system());
				this.outcomes.computeIfAbsent(key, (absent) -> new TreeMap<>())
					.putIfAbsent(line.run().round(), line.outcome(figure));
			}
			if (line.isFailure()) {
				this.failures.add(line);
			}
		}
	}

	/** The figures of which something is known. */
	Set<Figure> figures() {
		Set<Figure> figures = EnumSet.noneOf(Figure.class);
		this.outcomes.keySet().forEach((key) -> figures.add(key.figure));
		return figures;
	}

	/** The systems of which something is known. */
	Set<MeasuredSystem> systems() {
		Set<MeasuredSystem> systems = EnumSet.noneOf(MeasuredSystem.class);
		this.outcomes.keySet().forEach((key) -> systems.add(key.system));
		return systems;
	}

	/** The settings under which a figure is known. */
	SortedSet<Setting> settings(Figure figure) {
		SortedSet<Setting> settings = new TreeSet<>();
		for (Key key : this.outcomes.keySet()) {
			if (key.figure == figure) {
				settings.add(key.setting);
			}
		}
		return settings;
	}

	/** How many rounds there are under a setting. */
	int rounds(Setting setting) {
		return this.outcomes.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().setting.equals(setting))
			.mapToInt((entry) -> entry.getValue().lastKey())
			.max()
			.orElse(0);
	}

	Optional<Cell> cell(Figure figure, Setting setting, MeasuredSystem system) {
		return Optional.ofNullable(this.outcomes.get(new Key(figure, setting, system)))
			.map((rounds) -> Cell.of(rounds.values()));
	}

	/**
	 * This cluster against a peer.
	 * @param figure in what
	 * @param setting under what
	 * @param peer the peer
	 * @return the result; empty if one of them was not measured
	 */
	Optional<Contest> contest(Figure figure, Setting setting, MeasuredSystem peer) {
		Map<Integer, Outcome> own = this.outcomes.get(new Key(figure, setting, MeasuredSystem.CLUSTERBOOT));
		Map<Integer, Outcome> other = this.outcomes.get(new Key(figure, setting, peer));
		return (own == null || other == null || peer == MeasuredSystem.CLUSTERBOOT) ? Optional.empty()
				: Optional.of(Contest.of(own, other));
	}

	/** What was given up or failed. */
	List<Line> failures() {
		return List.copyOf(this.failures);
	}

	private record Key(Figure figure, Setting setting, MeasuredSystem system) {
	}

}
