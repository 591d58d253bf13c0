package io.clusterboot.gossip;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.Buckets;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;

/**
 * Finds out what two nodes with different fingerprints have to tell each other: first by
 * the sums of buckets of nodes, then by the hashes in the buckets that differ. Pure
 * functions; tombstones go along always, for they are in no bucket and are soon
 * forgotten.
 */
public final class Reconciliation {

	/** Up to this size the whole table is sent instead. */
	public static final int SMALL = 64;

	private static final int NODES_PER_BUCKET = 16;

	private static final int MOST_BUCKETS = 4096;

	/** Nodes in one frame: at their largest their records fit the frame's bound. */
	private static final int MOST_NODES = 100;

	private Reconciliation() {
	}

	/**
	 * How many buckets suit a table.
	 * @param members how many live members it has
	 * @return a power of two
	 */
	public static int bucketCount(int members) {
		int wanted = Math.min(MOST_BUCKETS, Math.max(1, members / NODES_PER_BUCKET));
		return Integer.highestOneBit(wanted);
	}

	/**
	 * The sums of all buckets.
	 * @param tables the tables
	 * @param buckets how many buckets, a power of two
	 * @return one sum for each
	 */
	public static List<Fingerprint> sums(Tables tables, int buckets) {
		return tables.buckets(buckets).sums();
	}

	/**
	 * The buckets in which two nodes differ.
	 * @param tables the own tables
	 * @param theirs the other node's sums
	 * @return the buckets, ascending
	 */
	public static List<Integer> differing(Tables tables, List<Fingerprint> theirs) {
		List<Fingerprint> ours = sums(tables, theirs.size());
		List<Integer> differing = new ArrayList<>();
		for (int i = 0; i < theirs.size(); i++) {
			if (!ours.get(i).equals(theirs.get(i))) {
				differing.add(i);
			}
		}
		return differing;
	}

	/**
	 * The hashes of the nodes in some buckets.
	 * @param tables the tables
	 * @param bucketCount how many buckets there are
	 * @param buckets which ones
	 * @return the sum of each node's records, by its key
	 */
	public static Map<Long, Fingerprint> hashes(Tables tables, int bucketCount, Collection<Integer> buckets) {
		Buckets spread = tables.buckets(bucketCount);
		Map<Long, Fingerprint> hashes = new TreeMap<>();
		for (int bucket : buckets) {
			spread.entries(bucket).forEach((entry) -> hashes.put(entry.key(), entry.sum()));
		}
		return hashes;
	}

	/**
	 * What to send and to ask for, once the other node's hashes are known.
	 * @param tables the own tables
	 * @param bucketCount how many buckets there are
	 * @param buckets those that differ
	 * @param theirs the other node's hashes in them
	 * @return own records that they may lack, and the keys of those that this node may
	 * lack
	 */
	public static Exchange exchange(Tables tables, int bucketCount, List<Integer> buckets,
			Map<Long, Fingerprint> theirs) {
		Map<Long, Fingerprint> ours = hashes(tables, bucketCount, buckets);
		Set<Long> differing = new TreeSet<>();
		ours.forEach((key, sum) -> {
			if (!sum.equals(theirs.get(key))) {
				differing.add(key);
			}
		});
		List<Long> wanted = theirs.entrySet()
			.stream()
			.filter((entry) -> !entry.getValue().equals(ours.get(entry.getKey())))
			.map(Map.Entry::getKey)
			.limit(MOST_NODES)
			.toList();
		return new Exchange(records(tables, differing), wanted);
	}

	/**
	 * The records of some nodes, and all tombstones.
	 * @param tables the tables
	 * @param keys the nodes' keys
	 * @return the records
	 */
	public static Delta records(Tables tables, Collection<Long> keys) {
		Set<Long> chosen = new TreeSet<>(keys);
		List<NodeId> ids = chosen.isEmpty() ? List.of()
				: tables.members()
					.live()
					.stream()
					.filter((record) -> chosen.contains(record.positions().key()))
					.map(MemberRecord::id)
					.limit(MOST_NODES)
					.toList();
		return tables.select(ids, tables.members().tombstones(), ids, ids);
	}

	/**
	 * What a node that sent all it has still lacks.
	 * @param tables the own tables
	 * @param theirs everything the other node has
	 * @return the own records about nodes of which it has another picture, as many as fit
	 * a frame, and all tombstones
	 */
	public static Delta missingFrom(Tables tables, Delta theirs) {
		Tables other = Tables.EMPTY.merge(theirs).tables();
		List<NodeId> ids = tables.members()
			.live()
			.stream()
			.map(MemberRecord::id)
			.filter((id) -> !tables.about(id).equals(other.about(id)))
			.limit(MOST_NODES)
			.toList();
		return tables.select(ids, tables.members().tombstones(), ids, ids);
	}

	/**
	 * One side's part of an exchange of records.
	 *
	 * @param delta records for the other node
	 * @param wanted keys of nodes whose records this node wants
	 */
	public record Exchange(Delta delta, List<Long> wanted) {
	}

}
