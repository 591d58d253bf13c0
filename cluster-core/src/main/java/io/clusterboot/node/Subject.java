package io.clusterboot.node;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.FailureDetectorSettings;
import io.clusterboot.detection.Inquiry;
import io.clusterboot.detection.PhiAccrual;
import org.jspecify.annotations.Nullable;

/**
 * What an observer knows about one of its subjects. Times are monotonic ms.
 */
final class Subject {

	/** Good probes in a row that clear a subject that does not flap. */
	private static final int GOOD_PROBES = 2;

	private static final int MOST_FLAPS = 6;

	private static final long FLAP_MEMORY = 60_000;

	final PhiAccrual phi;

	/** The last own finding, null when all is well. */
	@Nullable Evidence evidence;

	@Nullable Inquiry inquiry;

	/** Whether its host refused to be dialled after the link broke. */
	boolean refused;

	/**
	 * Whether there was a link, or a try to make one: only then silence means anything.
	 */
	boolean linked;

	/** Whether anything was heard of it since this node observes it. */
	boolean heard;

	/**
	 * Whether nothing was heard of it yet, and those who surely observe it are
	 * unreachable: its silence may be as old as theirs.
	 */
	boolean orphaned;

	long nextProbeAt;

	/** When there may be something to do, as it was when the observer last thought. */
	long lookAt;

	/** The probe that is not answered yet, 0 for none. */
	long awaited;

	/** The earliest time of the next inquiry. */
	long inquireAfter;

	private int goodProbes;

	private int flaps;

	private long foundAt = Long.MIN_VALUE / 2;

	Subject(FailureDetectorSettings settings, long now) {
		this.phi = new PhiAccrual(settings, now);
		this.nextProbeAt = now;
	}

	boolean isAccused() {
		return this.evidence == Evidence.UNREACHABLE || this.evidence == Evidence.CRASHED;
	}

	/** An inquiry ended with a finding. */
	void found(Evidence finding, long now) {
		if (this.evidence == null) {
			this.flaps = (now - this.foundAt < FLAP_MEMORY) ? Math.min(MOST_FLAPS, this.flaps + 1) : 0;
		}
		this.foundAt = now;
		this.evidence = finding;
		this.goodProbes = 0;
	}

	/** A probe was answered; true if that clears the subject. */
	boolean answered() {
		this.refused = false;
		this.goodProbes++;
		return this.evidence != null && this.goodProbes >= GOOD_PROBES + this.flaps;
	}

	void unanswered() {
		this.goodProbes = 0;
	}

}
