package io.clusterboot.state;

import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;

/**
 * One row of the members table. Immutable. Status and upNumber merge; roles and
 * application version are fixed for a life, so they are the same in all versions.
 */
public final class MemberRecord implements Keyed {

	private final NodeId id;

	private final MemberStatus status;

	private final int upNumber;

	private final SortedSet<String> roles;

	private final String appVersion;

	private final Fingerprint hash;

	private final RingPositions positions;

	private MemberRecord(NodeId id, MemberStatus status, int upNumber, SortedSet<String> roles, String appVersion,
			RingPositions positions) {
		this.id = id;
		this.status = status;
		this.upNumber = upNumber;
		this.roles = roles;
		this.appVersion = appVersion;
		this.positions = positions;
		this.hash = Hashes.member(id, status, upNumber);
	}

	/**
	 * Creates a record.
	 * @param id the member
	 * @param status a live status
	 * @param upNumber the age, 0 when not yet given
	 * @param roles the roles
	 * @param appVersion the application's version, may be empty
	 * @return the record
	 */
	public static MemberRecord of(NodeId id, MemberStatus status, int upNumber, Set<String> roles, String appVersion) {
		if (status == MemberStatus.REMOVED) {
			throw new IllegalArgumentException("A removed member is a tombstone, not a record: " + id);
		}
		return new MemberRecord(id, status, upNumber, Collections.unmodifiableSortedSet(new TreeSet<>(roles)),
				appVersion, new RingPositions(id));
	}

	/**
	 * The member.
	 * @return the id
	 */
	public NodeId id() {
		return this.id;
	}

	/**
	 * The life cycle status.
	 * @return a live status
	 */
	public MemberStatus status() {
		return this.status;
	}

	/**
	 * The age: smaller is older.
	 * @return the number, 0 when not yet given
	 */
	public int upNumber() {
		return this.upNumber;
	}

	/**
	 * Whether the member counts for agreement, majorities and leadership. One that leaves
	 * before it was UP does not: those on the other side of a split never knew of it.
	 * @return true if it is UP, or LEAVING after it was UP
	 */
	public boolean isVoting() {
		return this.status.isVoting() && this.upNumber > 0;
	}

	/**
	 * Whether the member counted until it was downed: who has not heard of that may still
	 * count on it.
	 * @return true if it is DOWN and was UP
	 */
	public boolean wasVoting() {
		return this.status == MemberStatus.DOWN && this.upNumber > 0;
	}

	/**
	 * The roles, fixed for a life.
	 * @return unmodifiable, sorted
	 */
	public SortedSet<String> roles() {
		return this.roles;
	}

	/**
	 * The application's version, fixed for a life.
	 * @return may be empty
	 */
	public String appVersion() {
		return this.appVersion;
	}

	@Override
	public NodeId key() {
		return this.id;
	}

	/**
	 * What this record adds to the table's fingerprint.
	 * @return the hash of id, status and upNumber
	 */
	@Override
	public Fingerprint hash() {
		return this.hash;
	}

	@Override
	public int weight() {
		int weight = Weights.RECORD + Weights.of(this.id) + Weights.of(this.appVersion);
		for (String role : this.roles) {
			weight += Weights.of(role);
		}
		return weight;
	}

	/**
	 * Where the member stands on the rings of the overlay, kept over changes of its
	 * status.
	 * @return the positions
	 */
	public RingPositions positions() {
		return this.positions;
	}

	/**
	 * The same member in another status.
	 * @param status a live status
	 * @return the new record
	 */
	public MemberRecord withStatus(MemberStatus status) {
		return new MemberRecord(this.id, status, this.upNumber, this.roles, this.appVersion, this.positions);
	}

	/**
	 * The same member, UP with an age.
	 * @param upNumber the age, positive
	 * @return the new record
	 */
	public MemberRecord up(int upNumber) {
		return new MemberRecord(this.id, MemberStatus.UP, upNumber, this.roles, this.appVersion, this.positions);
	}

	/**
	 * The least upper bound of two versions: the higher status, the smaller non-zero
	 * upNumber.
	 * @param other another version of the same member
	 * @return one of the two where that is the bound, so that "changed" is an identity
	 * check
	 */
	public MemberRecord merge(MemberRecord other) {
		if (!this.id.equals(other.id)) {
			throw new IllegalArgumentException("Cannot merge " + this.id + " with " + other.id);
		}
		MemberStatus mergedStatus = (this.status.compareTo(other.status) >= 0) ? this.status : other.status;
		int mergedNumber = smallerNonZero(this.upNumber, other.upNumber);
		if (mergedStatus == this.status && mergedNumber == this.upNumber) {
			return this;
		}
		if (mergedStatus == other.status && mergedNumber == other.upNumber) {
			return other;
		}
		return new MemberRecord(this.id, mergedStatus, mergedNumber, this.roles, this.appVersion, this.positions);
	}

	/** Whether this one is the least upper bound of both. */
	boolean covers(MemberRecord other) {
		return this.status.compareTo(other.status) >= 0
				&& smallerNonZero(this.upNumber, other.upNumber) == this.upNumber;
	}

	private static int smallerNonZero(int first, int second) {
		if (first == 0 || second == 0) {
			return first + second;
		}
		return Math.min(first, second);
	}

	@Override
	public boolean equals(Object other) {
		return this == other || (other instanceof MemberRecord that && this.id.equals(that.id)
				&& this.status == that.status && this.upNumber == that.upNumber && this.roles.equals(that.roles)
				&& this.appVersion.equals(that.appVersion));
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.id, this.status, this.upNumber);
	}

	@Override
	public String toString() {
		return this.id + " " + this.status + ((this.upNumber != 0) ? " " + this.upNumber : "");
	}

}
