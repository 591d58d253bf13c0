package io.clusterboot.state;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;

/**
 * The hashes of records: the same on every node, version and platform (MurmurHash3, 128
 * bits).
 */
public final class Hashes {

	private static final Hasher128 HASHER = Hashing.murmur3_128();

	private Hashes() {
	}

	static Fingerprint member(NodeId id, MemberStatus status, int upNumber) {
		return value(node(id).putInt(status.ordinal()).putInt(upNumber));
	}

	static Fingerprint row(ObservationRow row) {
		return value(node(row.observer()).putLong(row.version()).putByte((byte) 'o'));
	}

	static Fingerprint data(NodeData data) {
		return value(node(data.id()).putLong(data.version()).putByte((byte) 'd'));
	}

	static Fingerprint removals(long removals) {
		return value(HASHER.hashStream().putLong(removals));
	}

	/**
	 * 64 bits that stand for a node in a reconciliation.
	 * @param id the node
	 * @return its key, evenly spread
	 */
	public static long key(NodeId id) {
		return ring(id, -1);
	}

	static long ring(NodeId id, int ring) {
		return node(id).putInt(ring).get().getAsLong();
	}

	private static HashStream128 node(NodeId id) {
		return HASHER.hashStream().putString(id.address().host()).putInt(id.address().port()).putLong(id.incarnation());
	}

	private static Fingerprint value(HashStream128 stream) {
		HashValue128 value = stream.get();
		return new Fingerprint(value.getMostSignificantBits(), value.getLeastSignificantBits());
	}

}
