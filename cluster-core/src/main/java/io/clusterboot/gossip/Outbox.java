package io.clusterboot.gossip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import io.clusterboot.api.Limits;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Tables;
import io.clusterboot.state.Weights;
import org.jspecify.annotations.Nullable;

/**
 * What one link still has to carry. It remembers whose records are news to the other side
 * and not the records, so newer state replaces queued state by itself and the memory is
 * bounded by the number of members. At most one gossip frame is unacknowledged. Times are
 * monotonic ms.
 */
public final class Outbox {

	/** Room for records in one frame, in bytes; the seen set and the head need less. */
	private static final int ROOM = Limits.FRAME_BYTES / 4 * 3;

	/** All news since the last frame, as long as they are one change: most are. */
	private Tables.@Nullable Changes only;

	private final TreeSet<NodeId> members = new TreeSet<>();

	private final TreeSet<NodeId> buried = new TreeSet<>();

	private final TreeSet<NodeId> rows = new TreeSet<>();

	private final TreeSet<NodeId> data = new TreeSet<>();

	private long sequence;

	private boolean unacknowledged;

	private long received;

	private boolean owesAcknowledgement;

	private long lastSent = Long.MIN_VALUE / 2;

	private long dirtySince = Long.MAX_VALUE;

	private SeenSet known = SeenSet.received(Fingerprint.ZERO, new long[0]);

	/**
	 * Records changed that the other side may not know.
	 * @param changes whose records
	 * @param now the time
	 */
	public void news(Tables.Changes changes, long now) {
		if (!hasNews() && !changes.isEmpty()) {
			this.only = changes;
		}
		else {
			spread();
			add(changes);
		}
		touch(now);
	}

	/** The only change becomes one of several. */
	private void spread() {
		Tables.Changes first = this.only;
		if (first != null) {
			this.only = null;
			add(first);
		}
	}

	private void add(Tables.Changes changes) {
		this.members.addAll(changes.members());
		this.buried.addAll(changes.buried());
		this.rows.addAll(changes.rows());
		this.data.addAll(changes.data());
		this.members.removeAll(changes.buried());
		this.rows.removeAll(changes.buried());
		this.data.removeAll(changes.buried());
	}

	/**
	 * Something changed that {@link #next} should look at.
	 * @param now the time
	 */
	public void touch(long now) {
		this.dirtySince = Math.min(this.dirtySince, now);
	}

	/**
	 * A gossip frame came in.
	 * @param sequence its number
	 * @param acknowledged what it acknowledges
	 * @param seen who has seen the other side's state
	 * @param now the time
	 */
	public void received(long sequence, long acknowledged, SeenSet seen, long now) {
		this.received = sequence;
		this.owesAcknowledgement = true;
		this.known = seen;
		acknowledged(acknowledged);
		touch(now);
	}

	/**
	 * The other side merged what was sent.
	 * @param acknowledged the highest sequence that it merged
	 */
	public void acknowledged(long acknowledged) {
		if (acknowledged >= this.sequence) {
			this.unacknowledged = false;
		}
	}

	/**
	 * The highest sequence received; it is acknowledged by being asked for.
	 * @return the sequence, 0 for none
	 */
	public long acknowledge() {
		this.owesAcknowledgement = false;
		return this.received;
	}

	/**
	 * Whether an acknowledgement is due that no gossip has carried.
	 * @return true if one is owed
	 */
	public boolean owesAcknowledgement() {
		return this.owesAcknowledgement;
	}

	/**
	 * When {@link #next} may have something to send.
	 * @param batch how long to collect, in ms
	 * @return the time, {@link Long#MAX_VALUE} when nothing waits
	 */
	public long dueAt(long batch) {
		if (this.dirtySince == Long.MAX_VALUE) {
			return Long.MAX_VALUE;
		}
		// news leave at once on a quiet link; all else is collected
		long afterLast = this.lastSent + batch;
		return hasNews() ? Math.max(this.dirtySince, afterLast) : Math.max(this.dirtySince + batch, afterLast);
	}

	/**
	 * Takes the next frame's content, if any is due.
	 * @param tables the node's tables
	 * @param seen who has seen them
	 * @param now the time
	 * @param batch how long to collect, in ms
	 * @return the content, null when there is nothing to send now
	 */
	public @Nullable Content next(Tables tables, SeenSet seen, long now, long batch) {
		if (dueAt(batch) > now) {
			return null;
		}
		boolean worthwhile = hasNews() || !this.known.covers(seen);
		if (this.unacknowledged || !worthwhile) {
			this.dirtySince = Long.MAX_VALUE;
			return null;
		}
		Delta delta = takeNext(tables);
		this.dirtySince = hasNews() ? now : Long.MAX_VALUE;
		this.lastSent = now;
		this.unacknowledged = true;
		this.sequence++;
		this.known = this.known.covers(seen) ? this.known : seen;
		return new Content(this.sequence, acknowledge(), delta);
	}

	/**
	 * Looks again after an acknowledgement.
	 * @param seen who has seen the node's state
	 * @param now the time
	 */
	public void resume(SeenSet seen, long now) {
		if (!this.unacknowledged && (hasNews() || !this.known.covers(seen))) {
			touch(now);
		}
	}

	private boolean hasNews() {
		return this.only != null
				|| !(this.members.isEmpty() && this.buried.isEmpty() && this.rows.isEmpty() && this.data.isEmpty());
	}

	/** A row or data of a member that the other side does not know yet would be lost. */
	private Delta takeNext(Tables tables) {
		Delta all = (this.only != null) ? tables.news(this.only, ROOM) : null;
		if (all != null) {
			this.only = null;
			return all;
		}
		spread();
		Room room = new Room();
		List<NodeId> first = room.take(this.members, tables::weightOfMember, (id) -> true);
		Predicate<NodeId> known = (id) -> !this.members.contains(id);
		return tables.select(first, room.take(this.buried, Weights::of, (id) -> true),
				room.take(this.rows, tables::weightOfRow, known), room.take(this.data, tables::weightOfData, known));
	}

	/**
	 * Takes a frame of what is left in a hurry, as the link is about to be closed.
	 * @param tables the node's tables
	 * @return the content, null when there are no news
	 */
	public @Nullable Content last(Tables tables) {
		if (!hasNews()) {
			return null;
		}
		Delta delta = takeNext(tables);
		this.sequence++;
		return new Content(this.sequence, acknowledge(), delta);
	}

	/**
	 * What a gossip frame carries beside the seen set.
	 *
	 * @param sequence its number
	 * @param acknowledged the highest sequence received
	 * @param delta the news
	 */
	public record Content(long sequence, long acknowledged, Delta delta) {
	}

	/** The room that is left in a frame. */
	private static final class Room {

		private int left = ROOM;

		private boolean empty = true;

		List<NodeId> take(TreeSet<NodeId> ids, ToIntFunction<NodeId> weight, Predicate<NodeId> which) {
			if (ids.isEmpty()) {
				return List.of();
			}
			List<NodeId> taken = new ArrayList<>();
			Iterator<NodeId> rest = ids.iterator();
			while (rest.hasNext()) {
				NodeId id = rest.next();
				if (which.test(id)) {
					this.left -= weight.applyAsInt(id);
					// one that is larger than any of this build goes alone
					if (this.left < 0 && !this.empty) {
						break;
					}
					this.empty = false;
					taken.add(id);
					rest.remove();
				}
			}
			return taken;
		}

	}

}
