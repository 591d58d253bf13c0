package io.clusterboot.benchmarks.compare;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.benchmarks.membership.MeasuredSystem;
import io.clusterboot.benchmarks.membership.Measure;
import io.clusterboot.benchmarks.membership.Profile;

/**
 * What is to be compared. Within a round the systems take turns (A B C A B C), so that
 * what changes on the machine meanwhile meets all of them.
 *
 * @param systems the systems, in the order of their turns
 * @param nodes the numbers of nodes
 * @param profiles the settings
 * @param measures what is measured
 * @param rounds how often
 * @param busy whether another process keeps all processors busy
 */
record Plan(List<MeasuredSystem> systems, List<Integer> nodes, List<Profile> profiles, Set<Measure> measures,
		int rounds, boolean busy) {

	/**
	 * The runs in the order in which they are made.
	 * @return all of them
	 */
	List<Run> runs() {
		List<Run> runs = new ArrayList<>();
		for (int round = 1; round <= this.rounds; round++) {
			for (Profile profile : this.profiles) {
				for (int size : this.nodes) {
					for (MeasuredSystem system : this.systems) {
						runs.add(new Run(round, new Setting(size, profile, this.busy), system));
					}
				}
			}
		}
		return runs;
	}

	/**
	 * The runs that are left when some results are there.
	 * @param there the results
	 * @return the runs with what is to be measured in each, in their order
	 */
	Map<Run, Set<Measure>> without(List<Line> there) {
		Map<Run, Set<Measure>> left = new LinkedHashMap<>();
		for (Run run : runs()) {
			left.put(run, EnumSet.copyOf(this.measures));
		}
		for (Line line : there) {
			Set<Measure> measures = left.get(line.run());
			if (measures != null) {
				measures.remove(line.measure());
			}
		}
		left.values().removeIf(Set::isEmpty);
		return left;
	}

}
