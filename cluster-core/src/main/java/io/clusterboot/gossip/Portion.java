package io.clusterboot.gossip;

import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.Tables;
import io.clusterboot.state.Weights;
import org.jspecify.annotations.Nullable;

/**
 * News that do not fit one frame, in two: what goes first and what is left. A row or data
 * of a member never goes before the member, as the other side would not keep it.
 */
final class Portion {

	private final Tables.Changes first;

	private final Tables.Changes rest;

	private int room;

	private boolean empty = true;

	/**
	 * Divides news.
	 * @param news whose records
	 * @param tables where the records are
	 * @param room the bytes that there is room for
	 */
	Portion(Tables.Changes news, Tables tables, int room) {
		this.room = room;
		this.rest = new Tables.Changes(new TreeSet<>(news.members()), new TreeSet<>(news.buried()),
				new TreeSet<>(news.rows()), new TreeSet<>(news.data()));
		Set<NodeId> members = take(this.rest.members(), (id) -> weight(tables.members().get(id)), (id) -> true);
		Predicate<NodeId> known = (id) -> !this.rest.members().contains(id);
		this.first = new Tables.Changes(members, take(this.rest.buried(), Weights::of, (id) -> true),
				take(this.rest.rows(), (id) -> tables.row(id).weight(), known),
				take(this.rest.data(), (id) -> weight(tables.data(id)), known));
	}

	private static int weight(@Nullable MemberRecord record) {
		return (record != null) ? record.weight() : 0;
	}

	private static int weight(@Nullable NodeData data) {
		return (data != null) ? data.weight() : 0;
	}

	private Set<NodeId> take(Set<NodeId> ids, ToIntFunction<NodeId> weight, Predicate<NodeId> which) {
		Set<NodeId> taken = new TreeSet<>();
		Iterator<NodeId> left = ids.iterator();
		while (left.hasNext()) {
			NodeId id = left.next();
			if (which.test(id)) {
				this.room -= weight.applyAsInt(id);
				// one that is larger than any of this build goes alone
				if (this.room < 0 && !this.empty) {
					break;
				}
				this.empty = false;
				taken.add(id);
				left.remove();
			}
		}
		return taken;
	}

	Tables.Changes first() {
		return this.first;
	}

	Tables.Changes rest() {
		return this.rest;
	}

}
