package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.clusterboot.gossip.Outbox;
import io.clusterboot.gossip.Reconciliation;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Tells the neighbours what changed, and finds out about differences that a lost frame or
 * a new link left. Times are monotonic ms.
 */
final class Gossiper {

	/** How long digests may differ before a reconciliation, as news may be under way. */
	private static final long PATIENCE = 200;

	/**
	 * How long no news may have come before a session, where that is more than a frame.
	 */
	private static final long QUIET = 100;

	/** How long news that keep coming may put a reconciliation off. */
	private static final long LONG_PATIENCE = 2000;

	/** Who has no more links than this cannot wait for the news of others. */
	private static final int FEW_LINKS = 3;

	/** The least time between two reconciliations on one link. */
	private static final long RECONCILE_PAUSE = 500;

	/** Between two reconciliations that this node starts, on average. */
	private static final int SESSION_PAUSE = 200;

	private final Membership membership;

	private final Links links;

	private long session;

	private long nextSessionAt = Long.MIN_VALUE;

	/** When this node last heard anything new. */
	private long changedAt = Long.MIN_VALUE;

	/** The links for which the times below hold. */
	private List<Link> looked = List.of();

	/** When something may have to be sent; MIN_VALUE when that must be found out. */
	private long flushAt = Long.MIN_VALUE;

	/** When a reconciliation may have to begin; MIN_VALUE when that must be found out. */
	private long reconcileAt = Long.MIN_VALUE;

	Gossiper(Membership membership, Links links) {
		this.membership = membership;
		this.links = links;
	}

	/** Records changed: everybody but the one who told it gets to know. */
	void disperse(Tables.Changes changes, @Nullable Link source, long now) {
		this.flushAt = Long.MIN_VALUE;
		this.changedAt = now;
		for (Link link : this.links.open()) {
			if (link == source) {
				link.outbox.touch(now);
			}
			else {
				link.outbox.news(changes, now);
			}
		}
	}

	/** More members have seen the state. */
	void seenGrew(long now) {
		this.flushAt = Long.MIN_VALUE;
		this.links.open().forEach((link) -> link.outbox.touch(now));
	}

	/**
	 * Equal digests do not show that the other side knows who has seen the state, and if
	 * nothing changes any more nobody would ever tell it.
	 */
	void opened(Link link, long now) {
		if (!this.membership.seen().isComplete()) {
			link.outbox.touch(now);
		}
	}

	void received(Link link, Frame.Gossip gossip, long now) {
		this.flushAt = Long.MIN_VALUE;
		link.outbox.received(gossip.sequence(), gossip.acknowledged(), gossip.seen(), now);
		learn(link, gossip.delta());
		if (this.membership.mergeSeen(gossip.seen())) {
			seenGrew(now);
		}
		link.outbox.resume(this.membership.seen(), now);
	}

	/**
	 * One that was removed is listened to no more, though it is still told: what it wrote
	 * meanwhile, not knowing that, must not count.
	 */
	private void learn(Link link, Delta delta) {
		if (this.membership.isLive(link.peer)) {
			this.membership.merge(delta, link);
		}
	}

	void acknowledged(Link link, long sequence, long now) {
		this.flushAt = Long.MIN_VALUE;
		link.outbox.acknowledged(sequence);
		link.outbox.resume(this.membership.seen(), now);
	}

	/** Sends what is due. */
	void flush(long now) {
		if (now < flushAt()) {
			return;
		}
		long batch = this.membership.batch();
		for (Link link : this.links.open()) {
			Outbox.Content content = link.outbox.next(this.membership.tables(), this.membership.seen(), now, batch);
			if (content != null) {
				send(link, content);
			}
			else if (link.outbox.owesAcknowledgement() && link.outbox.dueAt(batch) == Long.MAX_VALUE) {
				this.links.send(link, new Frame.GossipAck(link.outbox.acknowledge()));
			}
		}
		this.flushAt = Long.MIN_VALUE;
	}

	/** Sends all news at once, as this node is about to end. */
	void flushAll() {
		for (Link link : this.links.open()) {
			Outbox.Content content = link.outbox.last(this.membership.tables());
			while (content != null) {
				send(link, content);
				content = link.outbox.last(this.membership.tables());
			}
		}
	}

	private void send(Link link, Outbox.Content content) {
		this.links.send(link,
				new Frame.Gossip(content.sequence(), content.acknowledged(), content.delta(), this.membership.seen()));
	}

	long deadline() {
		return Math.min(flushAt(), reconcileAt());
	}

	private long flushAt() {
		refresh();
		if (this.flushAt == Long.MIN_VALUE) {
			long batch = this.membership.batch();
			long earliest = Long.MAX_VALUE;
			for (Link link : this.looked) {
				long due = link.outbox.dueAt(batch);
				boolean owesOnly = due == Long.MAX_VALUE && link.outbox.owesAcknowledgement();
				earliest = Math.min(earliest, owesOnly ? link.createdAt : due);
			}
			this.flushAt = earliest;
		}
		return this.flushAt;
	}

	private long reconcileAt() {
		refresh();
		if (this.reconcileAt == Long.MIN_VALUE) {
			long earliest = Long.MAX_VALUE;
			for (Link link : this.looked) {
				if (link.differsSince != Long.MAX_VALUE) {
					earliest = Math.min(earliest, reconcileAt(link));
				}
			}
			this.reconcileAt = earliest;
		}
		return this.reconcileAt;
	}

	/** Where a session costs more than a frame, news that are under way come first. */
	private long reconcileAt(Link link) {
		long ready = Math.max(link.differsSince + PATIENCE, link.reconciledAt + RECONCILE_PAUSE);
		if (isSmall()) {
			return ready;
		}
		long quiet = Math.min(this.changedAt + QUIET, link.differsSince + LONG_PATIENCE);
		return Math.max(Math.max(this.nextSessionAt, ready), quiet);
	}

	private void refresh() {
		if (this.looked != this.links.open()) {
			this.looked = this.links.open();
			this.flushAt = Long.MIN_VALUE;
			this.reconcileAt = Long.MIN_VALUE;
		}
	}

	/** Whether the other side knows the same, and did so before. */
	boolean isSettled(Link link, Digest digest) {
		return link.differsSince == Long.MAX_VALUE && digest.equals(this.membership.tables().digest());
	}

	/** Compares with the digest that came with a probe or its answer. */
	void compare(Link link, Digest digest, long now) {
		if (digest.equals(this.membership.tables().digest())) {
			if (link.differsSince != Long.MAX_VALUE) {
				link.differsSince = Long.MAX_VALUE;
				this.reconcileAt = Long.MIN_VALUE;
			}
		}
		else if (link.differsSince == Long.MAX_VALUE) {
			this.reconcileAt = Long.MIN_VALUE;
			// one side suffices to begin
			boolean needed = this.links.open().size() <= FEW_LINKS || isSmall();
			boolean atOnce = link.reconciledAt < 0 && link.outbound && needed;
			link.differsSince = atOnce ? now - LONG_PATIENCE : now;
		}
	}

	void tick(long now) {
		if (now < reconcileAt()) {
			return;
		}
		this.reconcileAt = Long.MIN_VALUE;
		for (Link link : this.links.open()) {
			if (link.differsSince != Long.MAX_VALUE && now >= reconcileAt(link)) {
				link.differsSince = Long.MAX_VALUE;
				link.reconciledAt = now;
				this.nextSessionAt = now + SESSION_PAUSE / 2 + this.membership.random.nextInt(SESSION_PAUSE);
				reconcile(link);
			}
		}
	}

	/** One frame tells all. */
	private boolean isSmall() {
		return this.membership.tables().members().size() <= Reconciliation.SMALL;
	}

	private void reconcile(Link link) {
		Tables tables = this.membership.tables();
		this.session++;
		if (isSmall()) {
			this.links.send(link, new Frame.ReconcileRecords(this.session, tables.everything(), List.of(), true));
		}
		else {
			this.links.send(link, new Frame.ReconcileSums(this.session,
					Reconciliation.sums(tables, Reconciliation.bucketCount(tables.members().size()))));
		}
	}

	void reconcileSums(Link link, Frame.ReconcileSums frame) {
		Tables tables = this.membership.tables();
		int bucketCount = frame.sums().size();
		List<Integer> differing = Reconciliation.differing(tables, frame.sums());
		List<Frame.NodeHash> hashes = new ArrayList<>();
		Reconciliation.hashes(tables, bucketCount, differing)
			.forEach((key, sum) -> hashes.add(new Frame.NodeHash(key, sum)));
		this.links.send(link, new Frame.ReconcileHashes(frame.session(), bucketCount, differing, hashes));
	}

	void reconcileHashes(Link link, Frame.ReconcileHashes frame) {
		Map<Long, Fingerprint> theirs = new TreeMap<>();
		frame.hashes().forEach((hash) -> theirs.put(hash.key(), hash.sum()));
		Reconciliation.Exchange exchange = Reconciliation.exchange(this.membership.tables(), frame.bucketCount(),
				frame.buckets(), theirs);
		this.links.send(link, new Frame.ReconcileRecords(frame.session(), exchange.delta(), exchange.wanted(), false));
	}

	void reconcileRecords(Link link, Frame.ReconcileRecords frame, long now) {
		Tables before = this.membership.tables();
		if (frame.wantsAll()) {
			Delta missing = Reconciliation.missingFrom(before, frame.delta());
			answer(link, frame, missing, before.members().removals() != frame.delta().removals());
		}
		else if (!frame.wanted().isEmpty()) {
			answer(link, frame, Reconciliation.records(before, frame.wanted()), false);
		}
		learn(link, frame.delta());
		this.flushAt = Long.MIN_VALUE;
		link.outbox.touch(now);
	}

	private void answer(Link link, Frame.ReconcileRecords frame, Delta delta, boolean evenIfEmpty) {
		boolean worthwhile = evenIfEmpty
				|| !(delta.members().isEmpty() && delta.rows().isEmpty() && delta.data().isEmpty());
		if (worthwhile) {
			this.links.send(link, new Frame.ReconcileRecords(frame.session(), delta, List.of(), false));
		}
	}

}
