package io.clusterboot.benchmarks.scale;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A figure of a run, as charts and the table show it.
 */
enum ScaleFigure {

	/** All that were started at the beginning agree. */
	FORMATION("formation, s", "all agree on all", 1000, 2, ScaleRun::formationMillis),

	/** All agree on one more. */
	JOIN("one join, s", "all agree on the new one", 1000, 2, ScaleRun::joinMillis),

	/** All have noticed a crash of 1 %. */
	DETECTION("1 % crash: noticed, s", "all have noticed", 1000, 2, ScaleRun::detectionMillis),

	/** All agree that those who crashed are gone. */
	REMOVAL("1 % crash: removed, s", "all agree that they are gone", 1000, 2, ScaleRun::removalMillis),

	/** Frames of an idle node. */
	FRAMES("idle: frames/s a node", "frames", 1, 1, ScaleRun::framesPerNodePerSecond),

	/** Bytes of an idle node. */
	BYTES("idle: bytes/s a node", "bytes", 1, 0, ScaleRun::bytesPerNodePerSecond);

	private final String column;

	private final String series;

	private final double unit;

	private final int digits;

	private final ToDoubleFunction<ScaleRun> value;

	ScaleFigure(String column, String series, double unit, int digits, ToDoubleFunction<ScaleRun> value) {
		this.column = column;
		this.series = series;
		this.unit = unit;
		this.digits = digits;
		this.value = value;
	}

	String column() {
		return this.column;
	}

	String series() {
		return this.series;
	}

	/** Times in s. */
	double of(ScaleRun run) {
		return this.value.applyAsDouble(run) / this.unit;
	}

	String text(double amount) {
		return String.format(Locale.ROOT, "%,." + this.digits + "f", amount);
	}

}
