package io.clusterboot.benchmarks.hotpath;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.FailureDetectorSettings;
import io.clusterboot.detection.PhiAccrual;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The failure detector of one subject, with a full window.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class PhiBenchmark {

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private PhiAccrual phi = new PhiAccrual(FailureDetectorSettings.DEFAULT, 0);

	private long now;

	/**
	 * Fills the window.
	 */
	@Setup
	public void prepare() {
		this.phi = new PhiAccrual(FailureDetectorSettings.DEFAULT, 0);
		this.now = 0;
		for (int i = 0; i < 100; i++) {
			heartbeat();
		}
	}

	/**
	 * The subject answers a probe.
	 * @return the time of its last sign of life
	 */
	@Benchmark
	public long heartbeat() {
		this.now += 990 + (this.now & 15);
		this.phi.heartbeat(this.now);
		return this.phi.last();
	}

	/**
	 * How suspicious the silence is.
	 * @return phi
	 */
	@Benchmark
	public double phi() {
		return this.phi.phi(this.now + 2500, PAUSE);
	}

	/**
	 * When the silence becomes a suspicion.
	 * @return the time
	 */
	@Benchmark
	public long suspicionAt() {
		return this.phi.suspicionAt(1000);
	}

}
