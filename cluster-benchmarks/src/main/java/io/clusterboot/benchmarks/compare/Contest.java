package io.clusterboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A system against a peer in one figure under one setting.
 *
 * @param medians the ratio of their medians
 * @param least the least ratio within one round
 * @param most the greatest ratio within one round
 */
record Contest(Ratio medians, Ratio least, Ratio most) {

	/**
	 * Compares them.
	 * @param own the outcomes of one, by round; at least one
	 * @param peer the outcomes of the other, by round; at least one
	 * @return the result
	 */
	static Contest of(Map<Integer, Outcome> own, Map<Integer, Outcome> peer) {
		Ratio medians = Ratio.of(Cell.of(own.values()).median(), Cell.of(peer.values()).median());
		List<Ratio> rounds = new ArrayList<>();
		own.forEach((round, outcome) -> {
			Outcome other = peer.get(round);
			if (other != null) {
				rounds.add(Ratio.of(outcome, other));
			}
		});
		rounds.removeIf((ratio) -> ratio.kind() == Ratio.Kind.UNKNOWN);
		Ratio unknown = new Ratio(0, Ratio.Kind.UNKNOWN);
		return rounds.isEmpty() ? new Contest(medians, unknown, unknown)
				: new Contest(medians, Collections.min(rounds), Collections.max(rounds));
	}

	@Override
	public String toString() {
		boolean same = this.least.equals(this.medians) && this.most.equals(this.medians);
		return same ? this.medians.toString() : this.medians + " (" + this.least + " to " + this.most + ")";
	}

}
