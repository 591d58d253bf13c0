package io.clusterboot.state;

import java.util.List;
import java.util.stream.IntStream;

import io.clusterboot.api.MemberStatus;

/**
 * Which of the members of one table count for agreement, by place: found once for a
 * table, so that a look at who has seen it costs one step for 64 members. Immutable.
 */
public final class Electorate {

	private final long[] voting;

	private final int size;

	private final int downed;

	private final int[] exiting;

	private final boolean joining;

	private final boolean orphaned;

	Electorate(List<MemberRecord> live) {
		long[] bits = new long[(live.size() + 63) >>> 6];
		int votes = 0;
		int down = 0;
		boolean anyJoining = false;
		boolean anyDown = false;
		for (int i = 0; i < live.size(); i++) {
			MemberRecord record = live.get(i);
			if (record.isVoting()) {
				bits[i >>> 6] |= 1L << i;
				votes++;
			}
			down += record.wasVoting() ? 1 : 0;
			anyJoining |= record.status() == MemberStatus.JOINING;
			anyDown |= record.status() == MemberStatus.DOWN;
		}
		this.voting = bits;
		this.size = votes;
		this.downed = down;
		this.joining = anyJoining;
		this.exiting = IntStream.range(0, live.size())
			.filter((place) -> live.get(place).status() == MemberStatus.EXITING)
			.toArray();
		this.orphaned = votes == 0 && anyDown;
	}

	/**
	 * How many members count.
	 * @return the number of voting members
	 */
	public int size() {
		return this.size;
	}

	/**
	 * How many members counted until they were downed.
	 * @return the number
	 */
	public int downed() {
		return this.downed;
	}

	/**
	 * Whether any member is JOINING.
	 * @return true if one is
	 */
	public boolean hasJoining() {
		return this.joining;
	}

	/**
	 * Those who are EXITING.
	 * @return their places among the sorted live members; not to be written to
	 */
	public int[] exiting() {
		return this.exiting;
	}

	/**
	 * Whether a member is DOWN and nobody is there who counts. Whoever has not heard of
	 * that may go on without the others.
	 * @return true if nobody counts and a member is DOWN
	 */
	public boolean isOrphaned() {
		return this.orphaned;
	}

	/**
	 * How many of those who count have not seen the state.
	 * @param seen who has seen it
	 * @return the number
	 */
	public int countUnseen(SeenSet seen) {
		int count = 0;
		for (int word = 0; word < this.voting.length; word++) {
			count += Long.bitCount(this.voting[word] & ~seen.word(word));
		}
		return count;
	}

	/**
	 * The next one of those who count that has not seen the state.
	 * @param seen who has seen it
	 * @param from the first place to look at
	 * @return its place among the sorted live members, -1 if there is none
	 */
	public int nextUnseen(SeenSet seen, int from) {
		long mask = -1L << from;
		for (int word = from >>> 6; word < this.voting.length; word++) {
			long bits = this.voting[word] & ~seen.word(word) & mask;
			if (bits != 0) {
				return (word << 6) + Long.numberOfTrailingZeros(bits);
			}
			mask = -1L;
		}
		return -1;
	}

}
