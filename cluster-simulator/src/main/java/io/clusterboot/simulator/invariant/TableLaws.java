package io.clusterboot.simulator.invariant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Invariants 3 and 4: merging is idempotent, commutative and associative, sampled over
 * states that really met; incremental fingerprints equal recomputed ones, and equal
 * fingerprints mean equal live members.
 */
final class TableLaws implements Listener {

	private static final int EACH = 50;

	private static final int REMEMBERED = 2000;

	private final List<Tables> met = new ArrayList<>();

	private final Map<Fingerprint, List<MemberRecord>> content = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.@Nullable Entry<Fingerprint, List<MemberRecord>> eldest) {
			return size() > REMEMBERED;
		}

	};

	private long count;

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void changed(SimulatedNode node, Tables before, Tables after, boolean own) {
		if (after.members() != before.members()) {
			List<MemberRecord> live = after.members().live();
			List<MemberRecord> known = this.content.putIfAbsent(after.members().fingerprint(), live);
			if (known != null && known != live && !known.equals(live)) {
				throw new InvariantViolation(4, "the same fingerprint stands for " + known + " and " + live);
			}
		}
		if (++this.count % EACH == 0) {
			if (!after.members().isConsistent()) {
				throw new InvariantViolation(4, "the fingerprint at " + node.id() + " is wrong");
			}
			this.met.add(after);
			if (this.met.size() == 3) {
				checkLaws(this.met.get(0), this.met.get(1), this.met.get(2));
				this.met.clear();
			}
		}
	}

	private static void checkLaws(Tables a, Tables b, Tables c) {
		if (join(a, a) != a) {
			throw new InvariantViolation(3, "merging is not idempotent");
		}
		if (!same(join(a, b), join(b, a))) {
			throw new InvariantViolation(3, "merging is not commutative");
		}
		if (!same(join(join(a, b), c), join(a, join(b, c)))) {
			throw new InvariantViolation(3, "merging is not associative");
		}
	}

	private static Tables join(Tables one, Tables other) {
		return one.merge(other.everything()).tables();
	}

	private static boolean same(Tables one, Tables other) {
		return one.digest().equals(other.digest()) && one.members().live().equals(other.members().live())
				&& one.members().tombstones().equals(other.members().tombstones());
	}

}
