package io.clusterboot.benchmarks.hotpath;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.clusterboot.agreement.Agreement;
import io.clusterboot.agreement.Leader;
import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.SeenSet;
import org.jspecify.annotations.Nullable;
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
 * Looking for agreement, as after each change of the state or of who has seen it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class AgreementBenchmark {

	private static final SortedSet<NodeId> NONE = Collections.emptySortedSet();

	@Param({ "10", "100", "1000", "10000" })
	private int members;

	private MemberTable table = MemberTable.EMPTY;

	private SeenSet all = SeenSet.complete(MemberTable.EMPTY.fingerprint());

	private SeenSet allButOne = SeenSet.complete(MemberTable.EMPTY.fingerprint());

	private SortedSet<NodeId> unreachable = NONE;

	/**
	 * Makes the members and who has seen them.
	 */
	@Setup
	public void prepare() {
		this.table = Population.of(this.members).members();
		this.all = SeenSet.complete(this.table.fingerprint());
		long[] words = new long[(this.members + 63) / 64];
		for (int i = 0; i < this.members - 1; i++) {
			words[i / 64] |= 1L << i;
		}
		this.allButOne = SeenSet.received(this.table.fingerprint(), words);
		NodeId last = this.table.live().get(this.members - 1).id();
		this.unreachable = Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(last)));
	}

	/**
	 * All have seen the state.
	 * @return that there is agreement
	 */
	@Benchmark
	public boolean agreed() {
		return look(this.all, NONE).holds();
	}

	/**
	 * The last member has not seen it.
	 * @return that there is no agreement
	 */
	@Benchmark
	public boolean unseen() {
		return look(this.allButOne, NONE).holds();
	}

	/**
	 * The last member has not seen it and is unreachable.
	 * @return that there is agreement
	 */
	@Benchmark
	public boolean unreachable() {
		return look(this.allButOne, this.unreachable).holds();
	}

	/**
	 * Who leads.
	 * @return the first member
	 */
	@Benchmark
	public @Nullable NodeId leader() {
		return Leader.of(this.table, NONE);
	}

	private Agreement look(SeenSet seen, SortedSet<NodeId> away) {
		return Agreement.of(this.table, seen, away, 0, NONE, LeaderAgreement.MAJORITY);
	}

}
