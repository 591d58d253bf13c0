package io.clusterboot.simulator.invariant;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two members tables, in one pass over both.
 */
final class Difference {

	private Difference() {
	}

	/**
	 * Walks through what differs.
	 * @param before the tables before
	 * @param after the tables after
	 * @param changed takes the record before (null: it is new) and after
	 * @param gone takes records that are not live any more
	 */
	static void compare(Tables before, Tables after, BiConsumer<@Nullable MemberRecord, MemberRecord> changed,
			Consumer<MemberRecord> gone) {
		List<MemberRecord> older = before.members().live();
		List<MemberRecord> newer = after.members().live();
		int place = 0;
		for (MemberRecord record : newer) {
			if (place < older.size() && older.get(place) == record) {
				place++;
				continue;
			}
			while (place < older.size() && older.get(place).id().compareTo(record.id()) < 0) {
				gone.accept(older.get(place++));
			}
			boolean known = place < older.size() && older.get(place).id().equals(record.id());
			MemberRecord earlier = known ? older.get(place++) : null;
			if (earlier != record) {
				changed.accept(earlier, record);
			}
		}
		while (place < older.size()) {
			gone.accept(older.get(place++));
		}
	}

}
