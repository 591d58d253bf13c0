package io.clusterboot.benchmarks.hotpath;

import java.util.concurrent.TimeUnit;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.NodeData;
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
 * Keeping the fingerprint true when a record is replaced, against finding it again.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FingerprintBenchmark {

	@Param({ "10", "100", "1000", "10000" })
	private int members;

	private Tables tables = Tables.EMPTY;

	private MemberRecord before = Population.record(0);

	private MemberRecord after = Population.record(0);

	private NodeData dataBefore = Population.data(0, 1);

	private NodeData dataAfter = Population.data(0, 2);

	/**
	 * Makes the tables and the records.
	 */
	@Setup
	public void prepare() {
		int one = this.members / 2;
		this.tables = Population.of(this.members);
		this.before = Population.record(one);
		this.after = this.before.withStatus(MemberStatus.LEAVING);
		this.dataBefore = Population.data(one, 1);
		this.dataAfter = Population.data(one, 2);
	}

	/**
	 * A member's record is replaced.
	 * @return the low lane of the new fingerprint
	 */
	@Benchmark
	public long updateMember() {
		Fingerprint sum = this.tables.members().fingerprint();
		return sum.minus(this.before.hash()).plus(this.after.hash()).low();
	}

	/**
	 * What a node says about itself is replaced.
	 * @return the low lane of the new fingerprint
	 */
	@Benchmark
	public long updateData() {
		Fingerprint sum = this.tables.digest().nodeData();
		return sum.minus(this.dataBefore.hash()).plus(this.dataAfter.hash()).low();
	}

	/**
	 * A record in another status, and its hash.
	 * @return the record
	 */
	@Benchmark
	public MemberRecord newStatus() {
		return this.before.withStatus(MemberStatus.LEAVING);
	}

	/**
	 * The fingerprint of all members from scratch: a check that runs now and then.
	 * @return that it is right
	 */
	@Benchmark
	public boolean fromScratch() {
		return this.tables.members().isConsistent();
	}

}
