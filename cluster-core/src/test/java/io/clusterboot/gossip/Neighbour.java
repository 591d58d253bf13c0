package io.clusterboot.gossip;

import java.util.ArrayDeque;
import java.util.Queue;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Tables;

/**
 * One end of a link: a node with one neighbour, whose frames arrive late but in order.
 */
class Neighbour {

	static final long BATCH = 20;

	final Outbox outbox = new Outbox();

	/** What arrives here. */
	final Queue<Frame> inbox = new ArrayDeque<>();

	Tables tables;

	SeenSet seen;

	/** How many records this node wrote, and how many it told. */
	int written;

	int told;

	/** The last frame that was sent, and the last one that was acknowledged. */
	long sent;

	long acknowledged;

	private final NodeId self;

	Neighbour(NodeId self, Tables tables) {
		this.self = self;
		this.tables = tables;
		this.seen = seenBySelf();
	}

	private SeenSet seenBySelf() {
		return SeenSet.single(this.tables.members().fingerprint(), this.tables.members().size(),
				this.tables.members().indexOf(this.self));
	}

	void write(Writers writers, long now) {
		Tables.Merge change = writers.write(this.tables);
		Tables.Changes changes = change.changes();
		this.written += changes.members().size() + changes.buried().size() + changes.rows().size()
				+ changes.data().size();
		become(change.tables());
		this.outbox.news(changes, now);
	}

	private void become(Tables next) {
		boolean changed = !next.digest().members().equals(this.tables.digest().members());
		this.tables = next;
		this.seen = changed ? seenBySelf() : this.seen;
	}

	/** Sends what is due. */
	void flush(Neighbour to, long now) {
		Outbox.Content content = this.outbox.next(this.tables, this.seen, now, BATCH);
		if (content != null) {
			Delta delta = content.delta();
			this.told += delta.members().size() + delta.tombstones().size() + delta.rows().size() + delta.data().size();
			this.sent = content.sequence();
			to.inbox.add(new Frame(this.sent, content.acknowledged(), delta, this.seen));
		}
		else if (this.outbox.owesAcknowledgement() && this.outbox.dueAt(BATCH) == Long.MAX_VALUE) {
			to.inbox.add(new Frame(0, this.outbox.acknowledge(), Delta.EMPTY, this.seen));
		}
	}

	/** Reads the next frame, if any arrived. */
	void read(long now) {
		Frame frame = this.inbox.poll();
		if (frame == null) {
			return;
		}
		this.acknowledged = Math.max(this.acknowledged, frame.acknowledged);
		if (frame.sequence == 0) {
			this.outbox.acknowledged(frame.acknowledged);
		}
		else {
			this.outbox.received(frame.sequence, frame.acknowledged, frame.seen, now);
			become(this.tables.merge(frame.delta).tables());
			this.seen = this.seen.merge(frame.seen, this.tables.members().size());
		}
		this.outbox.resume(this.seen, now);
	}

	/**
	 * What travels.
	 *
	 * @param sequence its number, 0 for an acknowledgement alone
	 * @param acknowledged what it acknowledges
	 * @param delta the news
	 * @param seen who has seen the sender's state
	 */
	record Frame(long sequence, long acknowledged, Delta delta, SeenSet seen) {
	}

}
