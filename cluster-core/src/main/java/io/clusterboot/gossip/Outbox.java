package io.clusterboot.gossip;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.Limits;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.News;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * What one link still has to carry. It remembers whose records are news to the other side
 * and not the records, so newer state replaces queued state by itself and the memory is
 * bounded by the number of members; what all links wait to carry is kept once. At most
 * one gossip frame is unacknowledged. Times are monotonic ms.
 */
public final class Outbox {

	/** Room for records in one frame, in bytes; the seen set and the head need less. */
	private static final int ROOM = Limits.FRAME_BYTES / 4 * 3;

	/** So many changes wait side by side; more are joined into one. */
	private static final int MOST_CHANGES = 16;

	private final List<Tables.Changes> news = new ArrayList<>();

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
		if (!changes.isEmpty()) {
			this.news.add(changes);
		}
		if (this.news.size() > MOST_CHANGES) {
			replaceNews(Tables.Changes.union(this.news));
		}
		touch(now);
	}

	private void replaceNews(Tables.Changes changes) {
		this.news.clear();
		if (!changes.isEmpty()) {
			this.news.add(changes);
		}
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
		return !this.news.isEmpty();
	}

	private Delta takeNext(Tables tables) {
		if (!hasNews()) {
			return new Delta(List.of(), List.of(), tables.members().removals(), List.of(), List.of());
		}
		News all = tables.news(this.news);
		if (all.weight() <= ROOM) {
			this.news.clear();
			return all.delta();
		}
		Portion portion = new Portion(all.all(), tables, ROOM);
		replaceNews(portion.rest());
		return tables.news(List.of(portion.first())).delta();
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

}
