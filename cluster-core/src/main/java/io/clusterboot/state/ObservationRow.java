package io.clusterboot.state;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What one observer cannot reach. Written by that observer alone; a higher version
 * replaces the row. Immutable.
 */
public final class ObservationRow implements Versioned {

	private final NodeId observer;

	private final long version;

	private final SortedMap<NodeId, Evidence> subjects;

	private @Nullable Fingerprint hash;

	/**
	 * Creates a row.
	 * @param observer whose row it is
	 * @param version grows with each change by the observer; positive
	 * @param subjects the evidence for each subject that it cannot reach, sorted; empty
	 * when all are well
	 */
	public ObservationRow(NodeId observer, long version, SortedMap<NodeId, Evidence> subjects) {
		this.observer = observer;
		this.version = version;
		this.subjects = Collections.unmodifiableSortedMap(new TreeMap<>(subjects));
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

	/**
	 * Whose row it is.
	 * @return the observer
	 */
	public NodeId observer() {
		return this.observer;
	}

	/**
	 * Which version of the row it is.
	 * @return grows with each change by the observer; positive
	 */
	@Override
	public long version() {
		return this.version;
	}

	/**
	 * Whom the observer cannot reach.
	 * @return the evidence for each, sorted, unmodifiable; empty when all are well
	 */
	public SortedMap<NodeId, Evidence> subjects() {
		return this.subjects;
	}

	@Override
	public NodeId key() {
		return this.observer;
	}

	/**
	 * What this row adds to the table's fingerprint.
	 * @return the hash of observer and version, found at the first call
	 */
	@Override
	public Fingerprint hash() {
		Fingerprint known = this.hash;
		if (known == null) {
			known = Hashes.row(this);
			this.hash = known;
		}
		return known;
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

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof ObservationRow that && this.version == that.version
				&& this.observer.equals(that.observer) && this.subjects.equals(that.subjects));
	}

	@Override
	public int hashCode() {
		return 31 * this.observer.hashCode() + Long.hashCode(this.version);
	}

	@Override
	public String toString() {
		return this.observer + " version " + this.version + " " + this.subjects;
	}

}
