package io.clusterboot.state;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.NodeId;

/**
 * What one observer cannot reach. Written by that observer alone; a higher version
 * replaces the row.
 *
 * @param observer whose row it is
 * @param version grows with each change by the observer; positive
 * @param subjects the evidence for each subject that it cannot reach, sorted; empty when
 * all are well
 */
public record ObservationRow(NodeId observer, long version, SortedMap<NodeId, Evidence> subjects) implements Keyed {

	/**
	 * Creates a row.
	 */
	public ObservationRow {
		subjects = Collections.unmodifiableSortedMap(new TreeMap<>(subjects));
	}

	/**
	 * The row of an observer that never reported anything.
	 * @param observer the observer
	 * @return a row of version 0
	 */
	public static ObservationRow empty(NodeId observer) {
		return new ObservationRow(observer, 0, Collections.emptySortedMap());
	}

	/**
	 * The next version of this row.
	 * @param subjects the new content
	 * @return the row, one version higher
	 */
	public ObservationRow next(Map<NodeId, Evidence> subjects) {
		return new ObservationRow(this.observer, this.version + 1, new TreeMap<>(subjects));
	}

	@Override
	public NodeId key() {
		return this.observer;
	}

	@Override
	public Fingerprint hash() {
		return Hashes.row(this);
	}

	@Override
	public int weight() {
		int weight = Weights.RECORD + Weights.of(this.observer);
		for (NodeId subject : this.subjects.keySet()) {
			weight += Weights.of(subject);
		}
		return weight;
	}

	/**
	 * Whether this row accuses a subject: any evidence but {@link Evidence#LINK}.
	 * @param subject the subject
	 * @return true if it does
	 */
	public boolean accuses(NodeId subject) {
		Evidence evidence = this.subjects.get(subject);
		return evidence != null && evidence != Evidence.LINK;
	}

}
