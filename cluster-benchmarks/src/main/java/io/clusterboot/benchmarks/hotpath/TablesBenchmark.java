package io.clusterboot.benchmarks.hotpath;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Tables;
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
 * Merging what a gossip frame brings, and comparing the digest that a probe brings.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class TablesBenchmark {

	@Param({ "10", "100", "1000", "10000" })
	private int members;

	private Tables tables = Tables.EMPTY;

	private Delta status = Delta.EMPTY;

	private Delta load = Delta.EMPTY;

	private Delta known = Delta.EMPTY;

	private Digest digest = Tables.EMPTY.digest();

	/**
	 * Makes the tables and the frames.
	 */
	@Setup
	public void prepare() {
		int one = this.members / 2;
		this.tables = Population.of(this.members);
		this.status = new Delta(List.of(Population.record(one).withStatus(MemberStatus.LEAVING)), List.of(), 0,
				List.of(), List.of());
		this.load = new Delta(List.of(), List.of(), 0, List.of(), List.of(Population.data(one, 2)));
		this.known = new Delta(List.of(Population.record(one)), List.of(), 0, List.of(),
				List.of(Population.data(one, 1)));
		this.digest = Population.of(this.members).digest();
	}

	/**
	 * One member is in a higher status.
	 * @return what came of it
	 */
	@Benchmark
	public Tables.Merge applyStatus() {
		return this.tables.merge(this.status);
	}

	/**
	 * One member tells a newer load.
	 * @return what came of it
	 */
	@Benchmark
	public Tables.Merge applyLoad() {
		return this.tables.merge(this.load);
	}

	/**
	 * A record and data that came before, by another way.
	 * @return what came of it
	 */
	@Benchmark
	public Tables.Merge applyKnown() {
		return this.tables.merge(this.known);
	}

	/**
	 * The digest of a probe from one who knows the same.
	 * @return that it is equal
	 */
	@Benchmark
	public boolean compareDigest() {
		return this.digest.equals(this.tables.digest());
	}

}
