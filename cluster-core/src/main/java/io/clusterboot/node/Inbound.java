package io.clusterboot.node;

import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Rejection;
import io.clusterboot.state.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Routes what comes in on links to those who handle it. Nothing is read from a link
 * before its handshake is done. Times are monotonic ms.
 */
final class Inbound {

	private final Membership membership;

	private final Links links;

	private final Handshakes handshakes;

	private final Gossiper gossiper;

	private final Observer observer;

	private final Pings pings;

	private final Expulsion expulsion;

	Inbound(Membership membership, Links links, Handshakes handshakes, Gossiper gossiper, Observer observer,
			Pings pings, Expulsion expulsion) {
		this.membership = membership;
		this.links = links;
		this.handshakes = handshakes;
		this.gossiper = gossiper;
		this.observer = observer;
		this.pings = pings;
		this.expulsion = expulsion;
	}

	/**
	 * Whether a frame only shows that a peer lives and knows the same, as nearly all do
	 * while nothing happens. It puts off deadlines, and there is nothing to conclude.
	 */
	boolean isRoutine(long id, Frame frame) {
		Digest digest = digest(frame);
		Link link = (digest != null) ? this.links.get(id) : null;
		return link != null && digest != null && link.open && this.gossiper.isSettled(link, digest)
				&& !this.observer.isCurious(link.peer) && this.pings.isIdle();
	}

	private static @Nullable Digest digest(Frame frame) {
		if (frame instanceof Frame.Probe probe) {
			return probe.digest();
		}
		return (frame instanceof Frame.ProbeAck ack) ? ack.digest() : null;
	}

	void received(long id, Frame frame, long now) {
		Link link = this.links.get(id);
		if (link == null) {
			greeted(id, frame, now);
		}
		else if (!link.open) {
			answered(link, frame, now);
		}
		else {
			this.observer.heard(link.peer, now);
			this.pings.heard(link.peer);
			route(link, frame, now);
		}
	}

	/** The first frame of a link that another node dialled. */
	private void greeted(long id, Frame frame, long now) {
		if (id > 0) {
			// a link that this node closed while a frame was under way
			return;
		}
		if (frame instanceof Frame.Hello hello && !this.handshakes.isWaiting(id)) {
			Link link = this.handshakes.hello(id, hello, now);
			if (link != null) {
				greet(link, now);
			}
		}
		else {
			this.handshakes.closed(id);
			this.membership.output.accept(new Output.Close(id, "a link starts with one Hello"));
		}
	}

	/** The answer to the own Hello. */
	private void answered(Link link, Frame frame, long now) {
		if (frame instanceof Frame.Accepted accepted && accepted.self().equals(link.peer)) {
			this.links.opened(link);
			opened(link, now);
		}
		else if (frame instanceof Frame.Refused refused) {
			this.links.remove(link);
			refused(link, refused, now);
		}
		else {
			this.links.close(link, "expected Accepted or Refused");
			this.links.retry(link, Disconnect.PROTOCOL, false, now);
		}
	}

	private void refused(Link link, Frame.Refused refused, long now) {
		NodeId peer = link.peer;
		boolean gone = refused.reason() == Rejection.WRONG_INCARNATION || refused.reason() == Rejection.FOREIGN_CLUSTER
				|| refused.reason() == Rejection.CLUSTER_NAME;
		if (refused.reason() == Rejection.FOREIGN_CLUSTER) {
			this.expulsion.foreign(peer);
		}
		if (gone) {
			this.observer.refused(peer, now);
			this.pings.refused(peer);
		}
		if (refused.reason() == Rejection.REMOVED || refused.reason() == Rejection.UNKNOWN_MEMBER
				|| refused.reason() == Rejection.WRONG_INCARNATION) {
			this.expulsion.refused(peer, refused.reason(), refused.message());
		}
		if (refused.reason() == Rejection.NOT_A_MEMBER_YET) {
			this.links.retrySoon(peer, now);
		}
		else {
			this.links.retry(link, Disconnect.REFUSED, false, now);
		}
	}

	/** A link that another node dialled is open: tell it the own state at once. */
	void greet(Link link, long now) {
		opened(link, now);
		this.links.send(link, new Frame.Probe(0, this.membership.tables().digest()));
	}

	private void opened(Link link, long now) {
		this.gossiper.opened(link, now);
		this.observer.heard(link.peer, now);
		this.pings.heard(link.peer);
	}

	private void route(Link link, Frame frame, long now) {
		if (frame instanceof Frame.Gossip gossip) {
			this.gossiper.received(link, gossip, now);
		}
		else if (frame instanceof Frame.GossipAck ack) {
			this.gossiper.acknowledged(link, ack.sequence(), now);
		}
		else if (frame instanceof Frame.Probe probe) {
			probed(link, probe, now);
		}
		else if (frame instanceof Frame.ProbeAck ack) {
			this.observer.answered(link.peer, ack.sequence(), now);
			this.gossiper.compare(link, ack.digest(), now);
		}
		else if (frame instanceof Frame.PingRequest request) {
			this.pings.requested(link, request, now);
		}
		else if (frame instanceof Frame.PingReply reply) {
			this.observer.replied(link.peer, reply, now);
		}
		else {
			routeRare(link, frame, now);
		}
	}

	private void routeRare(Link link, Frame frame, long now) {
		if (frame instanceof Frame.ReconcileSums sums) {
			this.gossiper.reconcileSums(link, sums);
		}
		else if (frame instanceof Frame.ReconcileHashes hashes) {
			this.gossiper.reconcileHashes(link, hashes);
		}
		else if (frame instanceof Frame.ReconcileRecords records) {
			this.gossiper.reconcileRecords(link, records, now);
		}
		else if (frame instanceof Frame.Dissolve dissolve) {
			this.expulsion.dissolved(dissolve);
		}
		else {
			this.links.close(link, "a second handshake");
			this.links.retry(link, Disconnect.PROTOCOL, false, now);
		}
	}

	private void probed(Link link, Frame.Probe probe, long now) {
		if (probe.sequence() != 0) {
			link.probedAt = now;
			this.observer.probed(link.peer, now);
		}
		this.links.send(link, new Frame.ProbeAck(probe.sequence(), this.membership.tables().digest()));
		this.gossiper.compare(link, probe.digest(), now);
	}

	/** A link ended, or could not be opened. */
	void closed(long id, Disconnect reason, String detail, long now) {
		this.handshakes.closed(id);
		Link link = this.links.get(id);
		if (link == null) {
			return;
		}
		boolean wasOpen = link.open;
		this.links.remove(link);
		if (wasOpen) {
			this.observer.broken(link.peer, now);
		}
		Link other = this.links.to(link.peer);
		if (other != null || !this.membership.isLive(link.peer)) {
			return;
		}
		if (!wasOpen && reason == Disconnect.REFUSED) {
			this.observer.refused(link.peer, now);
			this.pings.refused(link.peer);
		}
		if (reason == Disconnect.SECURITY || reason == Disconnect.PROTOCOL) {
			this.membership.notice(Output.Severity.WARN, "link", "No link to " + link.peer.address() + ": " + detail);
		}
		this.links.retry(link, reason, wasOpen, now);
		if (wasOpen) {
			this.pings.broken(link.peer, now);
		}
	}

	/** What others say that ends this node's life. */
	interface Expulsion {

		/**
		 * A peer says that this node is no member.
		 * @param peer who
		 * @param reason REMOVED or UNKNOWN_MEMBER
		 * @param message the same in words
		 */
		void refused(NodeId peer, Rejection reason, String message);

		/**
		 * A member's address answers for another cluster of the same name.
		 * @param peer the member that was there
		 */
		void foreign(NodeId peer);

		/**
		 * The cluster dissolves.
		 * @param dissolve into which one
		 */
		void dissolved(Frame.Dissolve dissolve);

	}

}
