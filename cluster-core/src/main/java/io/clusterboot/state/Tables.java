package io.clusterboot.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * The three replicated tables of one node. Immutable. Observation and data rows are kept
 * for live members only, so that they need no tombstones of their own.
 */
public final class Tables {

	/** Empty tables. */
	public static final Tables EMPTY = new Tables(MemberTable.EMPTY, Records.empty(), Records.empty());

	/** Links that wait for different news at the same time; more are rare. */
	private static final int MOST_NEWS = 8;

	private final MemberTable members;

	private final Records<ObservationRow> rows;

	private final Records<NodeData> data;

	private @Nullable Digest digest;

	private @Nullable Merge unchanged;

	private @Nullable Buckets buckets;

	private final Deque<News> news = new ArrayDeque<>(1);

	private Tables(MemberTable members, Records<ObservationRow> rows, Records<NodeData> data) {
		this.members = members;
		this.rows = rows;
		this.data = data;
	}

	/**
	 * The members table.
	 * @return the table
	 */
	public MemberTable members() {
		return this.members;
	}

	/**
	 * The observations table.
	 * @return the rows, sorted by observer, unmodifiable
	 */
	public List<ObservationRow> rows() {
		return this.rows.all();
	}

	/**
	 * An observer's row.
	 * @param observer the observer
	 * @return its row, empty of version 0 if it never reported anything
	 */
	public ObservationRow row(NodeId observer) {
		ObservationRow row = this.rows.get(observer);
		return (row != null) ? row : ObservationRow.empty(observer);
	}

	/**
	 * What all nodes say about themselves.
	 * @return the rows, sorted by node, unmodifiable
	 */
	public List<NodeData> data() {
		return this.data.all();
	}

	/**
	 * What a node says about itself.
	 * @param id the node
	 * @return its row, null if it is not known
	 */
	public @Nullable NodeData data(NodeId id) {
		return this.data.get(id);
	}

	/**
	 * The fingerprints of the three tables.
	 * @return the digest, found at the first call
	 */
	public Digest digest() {
		Digest known = this.digest;
		if (known == null) {
			known = new Digest(this.members.fingerprint(), this.rows.sum(), this.data.sum());
			this.digest = known;
		}
		return known;
	}

	/**
	 * Everything: what a Welcome carries.
	 * @return all records
	 */
	public Delta everything() {
		return new Delta(this.members.live(), List.copyOf(this.members.tombstones()), this.members.removals(),
				this.rows.all(), this.data.all());
	}

	/**
	 * The present records of some nodes.
	 * @param memberIds whose member records
	 * @param tombstones which removed members
	 * @param observers whose rows
	 * @param dataIds whose data
	 * @return those that exist
	 */
	public Delta select(Collection<NodeId> memberIds, Collection<NodeId> tombstones, Collection<NodeId> observers,
			Collection<NodeId> dataIds) {
		return new Delta(present(memberIds, this.members.finder()), List.copyOf(tombstones), this.members.removals(),
				present(observers, this.rows.cursor()::get), present(dataIds, this.data.cursor()::get));
	}

	/**
	 * The present records of those whose records changed. The last answers are kept: they
	 * are mostly the same for all links.
	 * @param changes whose records
	 * @return those that exist
	 */
	public News news(List<Changes> changes) {
		for (News known : this.news) {
			if (known.isAbout(changes)) {
				return known;
			}
		}
		Changes all = Changes.union(changes);
		Delta delta = select(all.members(), all.buried(), all.rows(), all.data());
		News found = new News(List.copyOf(changes), all, delta, delta.weight());
		this.news.addFirst(found);
		if (this.news.size() > MOST_NEWS) {
			this.news.removeLast();
		}
		return found;
	}

	private static <R> List<R> present(Collection<NodeId> ids, Function<NodeId, @Nullable R> get) {
		List<R> records = new ArrayList<>(ids.size());
		for (NodeId id : ids) {
			R record = get.apply(id);
			if (record != null) {
				records.add(record);
			}
		}
		return records;
	}

	/**
	 * The sum of the hashes of all that is known about one live node.
	 * @param id the node
	 * @return the sum of its member, observation and data records
	 */
	public Fingerprint about(NodeId id) {
		Fingerprint sum = Fingerprint.ZERO;
		MemberRecord member = this.members.get(id);
		ObservationRow row = this.rows.get(id);
		NodeData node = this.data.get(id);
		sum = (member != null) ? sum.plus(member.hash()) : sum;
		sum = (row != null) ? sum.plus(row.hash()) : sum;
		return (node != null) ? sum.plus(node.hash()) : sum;
	}

	/**
	 * The live members, spread over buckets. The last answer is kept.
	 * @param count how many buckets, a power of two
	 * @return the buckets
	 */
	public Buckets buckets(int count) {
		Buckets known = this.buckets;
		if (known == null || known.count() != count) {
			known = new Buckets(this, count);
			this.buckets = known;
		}
		return known;
	}

	/**
	 * The least upper bound of these tables and some records.
	 * @param delta the records
	 * @return what came of it
	 */
	public Merge merge(Delta delta) {
		if (covers(delta)) {
			return unchanged();
		}
		MemberTable.Merge merged = this.members.merge(delta.members(), delta.tombstones(), delta.removals());
		Map<NodeId, ObservationRow> newRows = Versions.newer(this.rows, delta.rows(), merged.table());
		Map<NodeId, NodeData> newData = Versions.newer(this.data, delta.data(), merged.table());
		Tables tables = new Tables(merged.table(), this.rows.change(newRows, merged.buried()),
				this.data.change(newData, merged.buried()));
		return new Merge(tables, new Changes(merged.changed(), merged.buried(), newRows.keySet(), newData.keySet()));
	}

	/** Most of what comes has come before by another way. */
	private boolean covers(Delta delta) {
		return this.members.covers(delta.members(), delta.tombstones(), delta.removals())
				&& Versions.cover(this.rows, delta.rows(), this.members)
				&& Versions.cover(this.data, delta.data(), this.members);
	}

	private Merge unchanged() {
		Merge known = this.unchanged;
		if (known == null) {
			known = new Merge(this, Changes.NONE);
			this.unchanged = known;
		}
		return known;
	}

	/**
	 * Removes members: buries them and raises the removals counter.
	 * @param ids live members
	 * @return what came of it
	 */
	public Merge remove(Collection<NodeId> ids) {
		return merge(
				new Delta(List.of(), List.copyOf(ids), this.members.removalsAfter(ids.size()), List.of(), List.of()));
	}

	/**
	 * Forgets tombstones; see {@link MemberTable#forget}.
	 * @param forgotten the tombstones
	 * @return the tables without them
	 */
	public Tables forget(Collection<NodeId> forgotten) {
		return new Tables(this.members.forget(forgotten), this.rows, this.data);
	}

	/**
	 * What a merge did.
	 *
	 * @param tables the merged tables; the same object when nothing changed
	 * @param changes whose records are news
	 */
	public record Merge(Tables tables, Changes changes) {
	}

	/**
	 * Whose records are news after a merge.
	 *
	 * @param members live members whose record is new or changed
	 * @param buried members that were not known as removed before
	 * @param rows observers whose row is newer
	 * @param data nodes whose data is newer
	 */
	public record Changes(Set<NodeId> members, Set<NodeId> buried, Set<NodeId> rows, Set<NodeId> data) {

		/** No news. */
		public static final Changes NONE = new Changes(Set.of(), Set.of(), Set.of(), Set.of());

		/**
		 * Several changes as one. Who was buried has no other records.
		 * @param changes the changes, in order
		 * @return one of them, or a new one
		 */
		public static Changes union(List<Changes> changes) {
			if (changes.size() == 1) {
				return changes.get(0);
			}
			Set<NodeId> members = new TreeSet<>();
			Set<NodeId> buried = new TreeSet<>();
			Set<NodeId> rows = new TreeSet<>();
			Set<NodeId> data = new TreeSet<>();
			for (Changes change : changes) {
				members.addAll(change.members);
				buried.addAll(change.buried);
				rows.addAll(change.rows);
				data.addAll(change.data);
			}
			members.removeAll(buried);
			rows.removeAll(buried);
			data.removeAll(buried);
			return new Changes(members, buried, rows, data);
		}

		/**
		 * Whether nothing is new.
		 * @return true if no record changed
		 */
		public boolean isEmpty() {
			return this.members.isEmpty() && this.buried.isEmpty() && this.rows.isEmpty() && this.data.isEmpty();
		}

	}

}
