package io.clusterboot.load;

/**
 * An exponentially weighted moving average whose samples lose half of their weight in a
 * half-life, whatever the time between them (Roberts: Control chart tests based on
 * geometric moving averages, Technometrics 1(3), 1959). Times are ms.
 */
final class Smoothing {

	private final double halfLife;

	private double value;

	private long at;

	private boolean started;

	Smoothing(double halfLife) {
		this.halfLife = halfLife;
	}

	/** Adds a sample and tells the average. */
	double add(double sample, long now) {
		if (!this.started) {
			this.started = true;
			this.value = sample;
		}
		else {
			double kept = Math.pow(0.5, (now - this.at) / this.halfLife);
			this.value = kept * this.value + (1 - kept) * sample;
		}
		this.at = now;
		return this.value;
	}

	/** The average, 0 before the first sample. */
	double value() {
		return this.value;
	}

}
