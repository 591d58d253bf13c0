package io.clusterboot.api;

/**
 * The life cycle of a member, in lattice order: a status only ever moves towards
 * {@link #REMOVED}.
 */
public enum MemberStatus {

	/** Accepted by some member; not yet seen by all. */
	JOINING,

	/** Admitted by a leader without agreement, because agreement was missing too long. */
	WEAKLY_UP,

	/** A full member. */
	UP,

	/** On its way out; still counts for agreement and may still lead. */
	LEAVING,

	/** Everybody knows that it leaves; waits for its own confirmation. */
	EXITING,

	/** Declared dead by an operator or by the split brain resolver. */
	DOWN,

	/** Gone; never comes back in this incarnation. */
	REMOVED;

	/**
	 * Whether members of this status count for agreement, majorities and leadership; a
	 * LEAVING one only if it was UP.
	 * @return true for {@link #UP} and {@link #LEAVING}
	 */
	public boolean isVoting() {
		return this == UP || this == LEAVING;
	}

}
