package io.clusterboot.detection;

import java.time.Duration;

import io.clusterboot.api.FailureDetectorSettings;

/**
 * The phi accrual failure detector (Hayashibara, Defago, Yared, Katayama: SRDS 2004) for
 * one subject: how unlikely the present silence is, given the intervals between its signs
 * of life, assumed to be normally distributed. The distribution's tail is approximated by
 * a logistic function (Bowling, Khasawneh, Kaewkuekool, Cho: JIEM 2(1), 2009). Times are
 * monotonic ms.
 */
public final class PhiAccrual {

	private static final int WINDOW = 64;

	private final long[] intervals = new long[WINDOW];

	private final double expected;

	private final double minDeviation;

	private final double suspicionDeviations;

	private int samples;

	private long sum;

	private long squares;

	private long last;

	private long lastBeat;

	/**
	 * Starts to watch. The first, artificial sample is the configured interval with a
	 * deviation of a quarter of it.
	 * @param settings interval, threshold, least deviation
	 * @param now the subject counts as alive now
	 */
	public PhiAccrual(FailureDetectorSettings settings, long now) {
		this.expected = settings.heartbeatInterval().toMillis();
		this.minDeviation = settings.minDeviation().toMillis();
		this.suspicionDeviations = deviationsAt(settings.threshold());
		this.last = now;
		this.lastBeat = now;
		long interval = settings.heartbeatInterval().toMillis();
		add(interval - interval / 4);
		add(interval + interval / 4);
	}

	/**
	 * The subject answered a probe, or probed: its rhythm, whatever else it sent in
	 * between.
	 * @param now the time
	 */
	public void heartbeat(long now) {
		long interval = now - this.lastBeat;
		this.lastBeat = now;
		// probes in a hurry and silences that were forgiven tell nothing about the rhythm
		if (interval >= this.expected / 2 && interval <= this.expected * 4) {
			add(interval);
		}
		touch(now);
	}

	/**
	 * The subject sent anything else.
	 * @param now the time
	 */
	public void touch(long now) {
		this.last = Math.max(this.last, now);
	}

	/**
	 * Takes a time in which the observer itself was not there out of the silence.
	 * @param pause the time, in ms
	 * @param now the time
	 */
	public void forgive(long pause, long now) {
		this.last = Math.min(now, this.last + pause);
		this.lastBeat = Math.min(now, this.lastBeat + pause);
	}

	/**
	 * The last sign of life.
	 * @return the time
	 */
	public long last() {
		return this.last;
	}

	/**
	 * How suspicious the silence is.
	 * @param now the time
	 * @param pause silence that is forgiven beyond the mean interval
	 * @return phi: a threshold of p gives a false suspicion in about one of 10^p
	 * decisions
	 */
	public double phi(long now, Duration pause) {
		double deviations = (now - this.last - mean() - pause.toMillis()) / deviation();
		return phi(deviations);
	}

	/**
	 * When phi reaches the threshold if nothing more is heard.
	 * @param pause silence that is forgiven beyond the mean interval, in ms
	 * @return the time
	 */
	public long suspicionAt(long pause) {
		return this.last + (long) Math.ceil(mean() + pause + this.suspicionDeviations * deviation());
	}

	private void add(long interval) {
		int place = this.samples % WINDOW;
		if (this.samples >= WINDOW) {
			this.sum -= this.intervals[place];
			this.squares -= this.intervals[place] * this.intervals[place];
		}
		this.intervals[place] = interval;
		this.sum += interval;
		this.squares += interval * interval;
		this.samples = (this.samples < 2 * WINDOW) ? this.samples + 1 : WINDOW + place + 1;
	}

	private double mean() {
		return (double) this.sum / Math.min(this.samples, WINDOW);
	}

	private double deviation() {
		double mean = mean();
		double variance = (double) this.squares / Math.min(this.samples, WINDOW) - mean * mean;
		return Math.max(this.minDeviation, Math.sqrt(Math.max(0, variance)));
	}

	private static double phi(double deviations) {
		double e = Math.exp(-deviations * (1.5976 + 0.070566 * deviations * deviations));
		return (deviations > 0) ? -Math.log10(e / (1 + e)) : -Math.log10(1 - 1 / (1 + e));
	}

	/** Inverts phi, which grows with the deviations, by bisection. */
	private static double deviationsAt(double threshold) {
		double low = -10;
		double high = 20;
		for (int i = 0; i < 60; i++) {
			double middle = (low + high) / 2;
			if (phi(middle) < threshold) {
				low = middle;
			}
			else {
				high = middle;
			}
		}
		return high;
	}

}
