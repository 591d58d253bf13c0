package io.clusterboot.benchmarks.hotpath;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

import com.sun.management.ThreadMXBean;
import io.clusterboot.agreement.Agreement;
import io.clusterboot.agreement.Leader;
import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.state.Delta;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Tables;
import org.junit.jupiter.api.Test;

import static java.util.Collections.emptySortedSet;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what finds nothing new creates no object, whether it is compiled or not.
 */
class AllocationTests {

	private static final int MEMBERS = 200;

	private static final int ROUNDS = 1000;

	private final Tables tables = Population.of(MEMBERS);

	@Test
	void mergingWhatIsKnownCreatesNothing() {
		Delta known = Population.of(MEMBERS).everything();
		assertThat(bytes(() -> this.tables.merge(known))).isZero();
	}

	@Test
	void comparingDigestsCreatesNothing() {
		assertThat(bytes(this.tables::digest)).isZero();
	}

	@Test
	void mergingASeenSetThatTellsNothingNewCreatesNothing() {
		SeenSet some = SeenSet.single(this.tables.members().fingerprint(), MEMBERS, 3);
		SeenSet same = SeenSet.single(this.tables.members().fingerprint(), MEMBERS, 3);
		assertThat(bytes(() -> some.merge(same, MEMBERS))).isZero();
	}

	@Test
	void findingAgreementAndLeaderCreatesNothing() {
		SeenSet all = SeenSet.complete(this.tables.members().fingerprint());
		assertThat(bytes(() -> Agreement.of(this.tables.members(), all, emptySortedSet(), 0, emptySortedSet(),
				LeaderAgreement.MAJORITY)))
			.isZero();
		assertThat(bytes(() -> Leader.of(this.tables.members(), emptySortedSet()))).isZero();
	}

	/** Per call, rounded down: what the first calls load and link is none of it. */
	private static long bytes(Supplier<?> call) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		for (int i = 0; i < ROUNDS; i++) {
			call.get();
		}
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < ROUNDS; i++) {
			call.get();
		}
		return (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
	}

}
