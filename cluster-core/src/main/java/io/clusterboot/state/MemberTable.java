package io.clusterboot.state;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The members table: live records, tombstones of removed members, and the removals
 * counter. Immutable. Merging is idempotent, commutative and associative: a record is
 * live exactly when no tombstone names it and no record or tombstone of a higher
 * incarnation at its address is known (a restart proves that the life before it is over).
 */
public final class MemberTable {

	/** No members. */
	public static final MemberTable EMPTY = new MemberTable(Records.empty(), new TreeSet<>(), 0);

	private final Records<MemberRecord> live;

	private final TreeSet<NodeId> tombstones;

	private final long removals;

	private final Fingerprint fingerprint;

	private @Nullable Electorate electorate;

	private MemberTable(Records<MemberRecord> live, TreeSet<NodeId> tombstones, long removals) {
		this.live = live;
		this.tombstones = tombstones;
		this.removals = removals;
		this.fingerprint = live.sum().plus(Hashes.removals(removals));
	}

	/**
	 * The live records.
	 * @return sorted by id, unmodifiable
	 */
	public List<MemberRecord> live() {
		return this.live.all();
	}

	/**
	 * How many members are live.
	 * @return the number
	 */
	public int size() {
		return this.live.size();
	}

	/**
	 * A live record.
	 * @param id the member
	 * @return the record, null if it is not live
	 */
	public @Nullable MemberRecord get(NodeId id) {
		return this.live.get(id);
	}

	/** Finds records of members that mostly come in ascending order. */
	Function<NodeId, @Nullable MemberRecord> finder() {
		return this.live.cursor()::get;
	}

	/**
	 * The place of a member among the sorted live ones.
	 * @param id the member
	 * @return its index, negative if it is not live
	 */
	public int indexOf(NodeId id) {
		return this.live.indexOf(id);
	}

	/**
	 * The live record at an address; there is never more than one.
	 * @param address the address
	 * @return the record, null if none is live there
	 */
	public @Nullable MemberRecord at(NodeAddress address) {
		return at(address, this.live.indexOf(first(address)));
	}

	/** No life at an address comes before it. */
	private static NodeId first(NodeAddress address) {
		return new NodeId(address, Long.MIN_VALUE);
	}

	private @Nullable MemberRecord at(NodeAddress address, int index) {
		int first = (index >= 0) ? index : -(index + 1);
		if (first < size()) {
			MemberRecord record = live().get(first);
			return record.id().address().equals(address) ? record : null;
		}
		return null;
	}

	/**
	 * The highest incarnation ever seen at an address.
	 * @param address the address
	 * @return the incarnation, 0 if the address is not known
	 */
	public long floor(NodeAddress address) {
		MemberRecord record = at(address);
		NodeId buried = this.tombstones.floor(new NodeId(address, Long.MAX_VALUE));
		long tombstone = (buried != null && buried.address().equals(address)) ? buried.incarnation() : 0;
		return (record != null) ? Math.max(record.id().incarnation(), tombstone) : tombstone;
	}

	/**
	 * The removed members that are still remembered.
	 * @return sorted, unmodifiable
	 */
	public SortedSet<NodeId> tombstones() {
		return Collections.unmodifiableSortedSet(this.tombstones);
	}

	/**
	 * Whether a member was removed, as far as is still remembered.
	 * @param id the member
	 * @return true if a tombstone names it or a later life at its address is known
	 */
	public boolean isRemoved(NodeId id) {
		return this.tombstones.contains(id) || isOutlived(id, at(id.address()));
	}

	/**
	 * The removals counter: raised by whoever removes, at every removal; the larger one
	 * wins.
	 * @return the counter
	 */
	public long removals() {
		return this.removals;
	}

	/**
	 * The removals counter after more removals; the largest number, which only a forged
	 * one reaches, is kept, as no node reads a larger one.
	 * @param more how many
	 * @return the counter
	 */
	public long removalsAfter(int more) {
		return Math.min(this.removals, Long.MAX_VALUE - more) + more;
	}

	/**
	 * What stands for the live members and the removals counter.
	 * @return the fingerprint
	 */
	public Fingerprint fingerprint() {
		return this.fingerprint;
	}

	/**
	 * Who counts for agreement.
	 * @return the members that do, found at the first call
	 */
	public Electorate electorate() {
		Electorate known = this.electorate;
		if (known == null) {
			known = new Electorate(live());
			this.electorate = known;
		}
		return known;
	}

	/**
	 * Whether the incremental fingerprint equals one computed from scratch.
	 * @return false only if there is a bug
	 */
	public boolean isConsistent() {
		return this.live.recomputedSum().plus(Hashes.removals(this.removals)).equals(this.fingerprint);
	}

	/** Whether merging these would change nothing; found out without any object. */
	boolean covers(List<MemberRecord> records, List<NodeId> buried, long otherRemovals) {
		if (otherRemovals > this.removals) {
			return false;
		}
		for (int i = 0; i < buried.size(); i++) {
			if (!this.tombstones.contains(buried.get(i))) {
				return false;
			}
		}
		int place = Records.ANYWHERE;
		for (int i = 0; i < records.size(); i++) {
			MemberRecord record = records.get(i);
			int index = this.live.indexOf(record.id(), place);
			place = Records.insertionPoint(index);
			boolean covered = (index >= 0) ? live().get(index).covers(record) : this.tombstones.contains(record.id());
			if (!covered) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The least upper bound of this table and some records.
	 * @param records live records
	 * @param buried tombstones
	 * @param otherRemovals the removals counter that covers the tombstones
	 * @return what came of it
	 */
	public Merge merge(Collection<MemberRecord> records, Collection<NodeId> buried, long otherRemovals) {
		TreeMap<NodeId, MemberRecord> changed = new TreeMap<>();
		TreeSet<NodeId> dead = new TreeSet<>();
		for (NodeId tombstone : buried) {
			if (!this.tombstones.contains(tombstone)) {
				dead.add(tombstone);
			}
		}
		Records<MemberRecord>.Cursor cursor = this.live.cursor();
		for (MemberRecord record : records) {
			if (!this.tombstones.contains(record.id()) && !dead.contains(record.id())) {
				MemberRecord pending = changed.get(record.id());
				MemberRecord current = (pending != null) ? pending : cursor.get(record.id());
				MemberRecord merged = (current != null) ? current.merge(record) : record;
				if (current == null || !merged.equals(current)) {
					changed.put(record.id(), merged);
				}
			}
		}
		buryOutlived(changed, dead);
		changed.keySet().removeAll(dead);
		long mergedRemovals = Math.max(this.removals, otherRemovals);
		if (changed.isEmpty() && dead.isEmpty() && mergedRemovals == this.removals) {
			return new Merge(this, Set.of(), Set.of());
		}
		TreeSet<NodeId> nextTombstones = this.tombstones;
		if (!dead.isEmpty()) {
			nextTombstones = new TreeSet<>(this.tombstones);
			nextTombstones.addAll(dead);
		}
		MemberTable table = new MemberTable(this.live.change(changed, dead), nextTombstones, mergedRemovals);
		return new Merge(table, changed.navigableKeySet(), dead);
	}

	/** Adds to the dead every life that a newer one at its address ends. */
	private void buryOutlived(SortedMap<NodeId, MemberRecord> changed, TreeSet<NodeId> dead) {
		TreeSet<NodeId> news = new TreeSet<>(changed.keySet());
		news.addAll(dead);
		Records<MemberRecord>.Cursor cursor = this.live.cursor();
		for (NodeId id : news) {
			MemberRecord current = at(id.address(), cursor.indexOf(first(id.address())));
			if (current != null && current.id().incarnation() < id.incarnation()) {
				dead.add(current.id());
			}
			NodeId newer = news.higher(id);
			if (isOutlived(id, current) || (newer != null && newer.address().equals(id.address()))) {
				dead.add(id);
			}
		}
	}

	private boolean isOutlived(NodeId id, @Nullable MemberRecord current) {
		NodeId buried = this.tombstones.higher(id);
		if (buried != null && buried.address().equals(id.address())) {
			return true;
		}
		return current != null && current.id().incarnation() > id.incarnation();
	}

	/**
	 * Forgets tombstones. Safe only once every member has attested a state without them.
	 * @param forgotten the tombstones
	 * @return the table without them, with the same fingerprint
	 */
	public MemberTable forget(Collection<NodeId> forgotten) {
		TreeSet<NodeId> kept = new TreeSet<>(this.tombstones);
		return kept.removeAll(forgotten) ? new MemberTable(this.live, kept, this.removals) : this;
	}

	/**
	 * What a merge did.
	 *
	 * @param table the merged table; the same object when nothing changed
	 * @param changed live members whose record is new or changed
	 * @param buried members that were not known as removed before
	 */
	public record Merge(MemberTable table, Set<NodeId> changed, Set<NodeId> buried) {
	}

}
