package io.clusterboot.downing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Since when each of some troubles has stood without a break. One that came three times
 * within two minutes flaps: its coming and going counts for nobody else. Times are
 * monotonic ms.
 *
 * @param <K> what is in trouble
 */
final class Steadiness<K extends Comparable<K>> {

	private static final int FLAPS = 3;

	private static final long FLAP_MEMORY = 120_000;

	private final Map<K, Long> since = new TreeMap<>();

	private final Map<K, Deque<Long>> falls = new TreeMap<>();

	private @Nullable Long steadySince;

	/**
	 * Looks.
	 * @param troubled what is in trouble now
	 * @param now the time
	 * @return whether anything came or went that does not flap
	 */
	boolean observe(Set<K> troubled, long now) {
		boolean changed = false;
		for (K key : Set.copyOf(this.since.keySet())) {
			if (!troubled.contains(key)) {
				this.since.remove(key);
				changed |= !isFlapping(key);
			}
		}
		for (K key : troubled) {
			if (this.since.putIfAbsent(key, now) == null) {
				this.falls.computeIfAbsent(key, (unknown) -> new ArrayDeque<>()).add(now);
				changed |= !isFlapping(key);
			}
		}
		this.falls.values().removeIf((times) -> {
			times.removeIf((time) -> now - time > FLAP_MEMORY);
			return times.isEmpty();
		});
		this.steadySince = latestSteady();
		return changed;
	}

	/**
	 * From when on all that does not flap has stood unchanged, or, if all flap, the first
	 * of them.
	 * @return the time, null if there is no trouble
	 */
	@Nullable Long steadySince() {
		return this.steadySince;
	}

	private @Nullable Long latestSteady() {
		long latest = Long.MIN_VALUE;
		for (Map.Entry<K, Long> entry : this.since.entrySet()) {
			if (!isFlapping(entry.getKey())) {
				latest = Math.max(latest, entry.getValue());
			}
		}
		return (latest != Long.MIN_VALUE) ? Long.valueOf(latest) : troubledSince();
	}

	/**
	 * Since when there is any trouble.
	 * @return the time, null if there is none
	 */
	@Nullable Long troubledSince() {
		return this.since.values().stream().min(Long::compare).orElse(null);
	}

	/**
	 * Whether something that does not flap is in trouble.
	 * @return true if there is
	 */
	boolean hasSteadyTrouble() {
		return this.since.keySet().stream().anyMatch((key) -> !isFlapping(key));
	}

	private boolean isFlapping(K key) {
		Deque<Long> times = this.falls.get(key);
		return times != null && times.size() >= FLAPS;
	}

}
