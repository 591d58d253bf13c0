package io.clusterboot.detection;

/**
 * How much an observer doubts itself: 0 is well, 8 is sick (the local health multiplier
 * of Lifeguard: Dadgar, Phillips, Currey, DSN 2018, section IV.A). Own pauses and
 * inquiries that nobody answers make it worse; each quiet period makes it better.
 */
public final class LocalHealth {

	/** From here on a node may confirm an accusation of others but start none. */
	public static final int MAY_NOT_START = 4;

	/** The worst score. */
	public static final int WORST = 8;

	private int score;

	/**
	 * Something speaks against the observer itself.
	 * @param weight how much, positive
	 */
	public void worsen(int weight) {
		this.score = Math.min(WORST, this.score + weight);
	}

	/** A while went by in which all was well. */
	public void improve() {
		this.score = Math.max(0, this.score - 1);
	}

	/**
	 * The score.
	 * @return 0 to {@link #WORST}
	 */
	public int score() {
		return this.score;
	}

	/**
	 * A time, stretched by the doubt: as it is when well, three times as long when sick.
	 * @param millis the time in ms
	 * @return the stretched time in ms
	 */
	public long stretch(long millis) {
		return millis + millis * this.score / MAY_NOT_START;
	}

	/**
	 * Whether the observer may be the first to accuse.
	 * @return true below {@link #MAY_NOT_START}
	 */
	public boolean mayStartAccusation() {
		return this.score < MAY_NOT_START;
	}

}
