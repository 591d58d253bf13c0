package io.clusterboot.benchmarks.hotpath;

import java.util.concurrent.TimeUnit;

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
 * A whole node, without its transport and under virtual time: shows what grows with the
 * number of members and need not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class NodeBenchmark {

	@Param({ "10", "100", "1000", "10000" })
	private int members;

	private Neighbourhood neighbourhood = new Neighbourhood(2);

	/**
	 * Lets the node join.
	 */
	@Setup
	public void prepare() {
		this.neighbourhood = new Neighbourhood(this.members);
	}

	/**
	 * A second of an idle node: all that it does for probes, of its own and of others.
	 * @return the virtual time
	 */
	@Benchmark
	public long idleSecond() {
		return this.neighbourhood.idleSecond();
	}

	/**
	 * A gossip frame with what is known.
	 * @return the virtual time
	 */
	@Benchmark
	public long gossipKnown() {
		return this.neighbourhood.known();
	}

	/**
	 * A gossip frame with a newer load of one member, told to all other neighbours.
	 * @return the virtual time
	 */
	@Benchmark
	public long gossipNews() {
		return this.neighbourhood.news();
	}

}
