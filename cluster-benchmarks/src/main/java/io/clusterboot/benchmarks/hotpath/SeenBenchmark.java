package io.clusterboot.benchmarks.hotpath;

import java.util.concurrent.TimeUnit;

import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.SeenSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Merging who has seen the state, as each gossip frame brings it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SeenBenchmark {

	private static final Fingerprint STATE = new Fingerprint(1, 2);

	@Param({ "10", "100", "1000", "10000" })
	private int members;

	private SeenSet half = SeenSet.complete(STATE);

	private SeenSet known = SeenSet.complete(STATE);

	private SeenSet news = SeenSet.complete(STATE);

	private SeenSet older = SeenSet.complete(STATE);

	/**
	 * Makes a set that half of the members are in, and what comes from others.
	 */
	@Setup
	public void prepare() {
		this.half = everySecond(STATE);
		this.known = everySecond(new Fingerprint(STATE.high(), STATE.low()));
		this.news = SeenSet.single(STATE, this.members, 1);
		this.older = everySecond(new Fingerprint(3, 4));
	}

	private SeenSet everySecond(Fingerprint state) {
		SeenSet set = SeenSet.single(state, this.members, 0);
		for (int i = 2; i < this.members; i += 2) {
			set = set.merge(SeenSet.single(state, this.members, i), this.members);
		}
		return set;
	}

	/**
	 * Nothing is new.
	 * @return the same set
	 */
	@Benchmark
	public SeenSet mergeKnown() {
		return this.half.merge(this.known, this.members);
	}

	/**
	 * One more has seen the state.
	 * @return the union
	 */
	@Benchmark
	public SeenSet mergeNew() {
		return this.half.merge(this.news, this.members);
	}

	/**
	 * A set about an older state.
	 * @return the same set
	 */
	@Benchmark
	public SeenSet mergeOtherState() {
		return this.half.merge(this.older, this.members);
	}

}
