package io.clusterboot.node;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Admission;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a member: at most one for each other node, to those that the overlay
 * wants and to a few others for a while. Of a pair the one that surely knows about it, or
 * the lower id, dials; the other one dials when nobody came. Times are monotonic ms.
 */
final class Links {

	/** How long the one that need not dial waits for the other. */
	private static final long DIAL_FALLBACK = 3000;

	/** How long a link that nobody wants is kept: the overlay may want it back. */
	private static final long LINGER = 5000;

	/** Pause after a failed dial to a wanted neighbour. */
	private static final long REDIAL = 1000;

	/** Pause after the other side closed a link in good order. */
	private static final long REOPEN = 300;

	/**
	 * Pause after a peer said that it is no member yet, or reset a connection while it
	 * was being made, as a process does that just ends.
	 */
	private static final long SOON = 50;

	private final NodeId self;

	private final Membership membership;

	private final Map<Long, Link> byId = new LinkedHashMap<>();

	private final Map<NodeId, Link> byPeer = new LinkedHashMap<>();

	/** Links that close by themselves after a while. */
	private final Set<Link> unwanted = new LinkedHashSet<>();

	/** When the first of these may close; uses since then only put it off. */
	private long closesAt = Long.MAX_VALUE;

	private final Dials dials = new Dials();

	private Set<NodeId> wanted = new TreeSet<>();

	private List<Link> open = List.of();

	private long nextId;

	private long lookedAt;

	Links(Membership membership, long firstId) {
		this.membership = membership;
		this.self = membership.self;
		this.nextId = firstId;
	}

	/** The open links; another list whenever one was opened or has ended. */
	List<Link> open() {
		return this.open;
	}

	@Nullable Link get(long id) {
		return this.byId.get(id);
	}

	/** The link to a peer, open or being opened. */
	@Nullable Link to(NodeId peer) {
		return this.byPeer.get(peer);
	}

	@Nullable Link openTo(NodeId peer) {
		Link link = this.byPeer.get(peer);
		return (link != null && link.open) ? link : null;
	}

	void send(Link link, Frame frame) {
		this.membership.output.accept(new Output.Send(link.id, frame));
	}

	/**
	 * The overlay changed.
	 * @param subjects whom this node observes
	 * @param observers who surely observes this node
	 */
	void want(Set<NodeId> subjects, Set<NodeId> observers, long now) {
		Set<NodeId> before = this.wanted;
		this.wanted = new TreeSet<>(subjects);
		this.wanted.addAll(observers);
		this.dials.retain(this.wanted);
		if (!this.wanted.equals(before)) {
			this.dials.changed(now);
		}
		for (NodeId peer : this.wanted) {
			Link link = this.byPeer.get(peer);
			if (link != null) {
				link.unwantedSince = Long.MAX_VALUE;
				this.unwanted.remove(link);
			}
			else if (!this.dials.isPlanned(peer)) {
				// the peer dials if it is lower and surely knows that it shall
				boolean peerDials = !subjects.contains(peer)
						|| (peer.compareTo(this.self) < 0 && observers.contains(peer));
				this.dials.plan(peer, peerDials ? now + DIAL_FALLBACK : now);
			}
		}
		for (Link link : this.byPeer.values()) {
			if (!this.wanted.contains(link.peer) && link.unwantedSince == Long.MAX_VALUE) {
				link.unwantedSince = now;
				unwanted(link);
			}
		}
	}

	/** Opens a link unless there is one, and keeps it for a while. */
	void dial(NodeId peer, long keepUntil, long now) {
		Link link = this.byPeer.get(peer);
		if (link == null) {
			link = new Link(this.nextId++, peer, true, now);
			link.unwantedSince = this.wanted.contains(peer) ? Long.MAX_VALUE : now;
			put(link);
			this.membership.output.accept(new Output.Dial(link.id, peer.address()));
			send(link, new Frame.Hello(Admission.greeting(this.membership.settings, this.self),
					this.membership.clusterId, peer));
		}
		link.keepUntil = Math.max(link.keepUntil, keepUntil);
		this.dials.forget(peer);
	}

	/** A node that dialled passed all checks. */
	@Nullable Link accept(long id, NodeId peer, long now) {
		Link before = this.byPeer.get(peer);
		boolean ownDialUnderWay = before != null && !before.open && before.outbound && now - before.createdAt < REDIAL;
		if (ownDialUnderWay && this.self.compareTo(peer) < 0) {
			// both dialled: the lower one's link stays
			this.membership.output.accept(new Output.Close(id, "another link is being opened"));
			return null;
		}
		Link link = new Link(id, peer, false, now);
		link.open = true;
		link.unwantedSince = this.wanted.contains(peer) ? Long.MAX_VALUE : now;
		if (before != null) {
			link.keepUntil = before.keepUntil;
			close(before, "replaced by a new link");
		}
		put(link);
		this.dials.forget(peer);
		send(link, new Frame.Accepted(this.self));
		return link;
	}

	void opened(Link link) {
		link.open = true;
		refreshOpen();
	}

	/** Closes a link; nothing is told about it later. */
	void close(Link link, String reason) {
		this.membership.output.accept(new Output.Close(link.id, reason));
		remove(link);
	}

	/** Forgets a link that has ended. */
	void remove(Link link) {
		this.byId.remove(link.id);
		this.byPeer.remove(link.peer, link);
		this.unwanted.remove(link);
		refreshOpen();
	}

	/** Decides when to dial a wanted peer again after its link ended. */
	void retry(Link ended, Disconnect reason, boolean wasOpen, long now) {
		NodeId peer = ended.peer;
		if (this.wanted.contains(peer) && !this.byPeer.containsKey(peer)) {
			if (wasOpen && reason != Disconnect.CLOSED) {
				// whether this is refused is evidence that others wait for
				dial(peer, now, now);
			}
			else {
				this.dials.plan(peer, now + pause(ended, reason, now));
			}
		}
	}

	private static long pause(Link ended, Disconnect reason, long now) {
		return switch (reason) {
			case CLOSED -> REOPEN;
			case RESET -> SOON;
			// the wait for an answer is part of the pause
			case UNREACHABLE -> Math.max(SOON, ended.createdAt + REDIAL - now);
			case REFUSED, PROTOCOL, SECURITY -> REDIAL;
		};
	}

	/** The peer is about to become a member: its Welcome is under way. */
	void retrySoon(NodeId peer, long now) {
		if (this.wanted.contains(peer)) {
			this.dials.plan(peer, now + SOON);
		}
	}

	/**
	 * This node has missed news. Without links it would wait for them in vain: those who
	 * were to dial it may know by now that they are no neighbours.
	 */
	void catchUp(long now) {
		if (this.open.isEmpty()) {
			this.dials.hurry(now);
		}
	}

	/** The threads that move bytes were late: so may be the dials of others. */
	void late(long millis) {
		this.dials.postpone(millis);
	}

	/** Dials who is due and closes what nobody wants. */
	void tick(long now) {
		this.lookedAt = now;
		this.dials.turns(this.byPeer.values(), this.open.size(), now).forEach((peer) -> dial(peer, now, now));
		if (this.closesAt <= now) {
			this.closesAt = Long.MAX_VALUE;
			for (Link link : List.copyOf(this.unwanted)) {
				if (closesAt(link) <= now) {
					close(link, "not a neighbour any more");
				}
				else {
					this.closesAt = Math.min(this.closesAt, closesAt(link));
				}
			}
		}
	}

	long deadline() {
		return Math.min(this.dials.deadline(this.byPeer.values(), this.open.size(), this.lookedAt), this.closesAt);
	}

	private static long closesAt(Link link) {
		return Math.max(link.keepUntil, Math.max(link.unwantedSince, link.probedAt) + LINGER);
	}

	/** Ends all links. */
	void closeAll(String reason) {
		for (Link link : List.copyOf(this.byId.values())) {
			close(link, reason);
		}
		this.dials.clear();
	}

	Collection<Link> all() {
		return List.copyOf(this.byPeer.values());
	}

	private void put(Link link) {
		this.byId.put(link.id, link);
		this.byPeer.put(link.peer, link);
		if (link.unwantedSince != Long.MAX_VALUE) {
			unwanted(link);
		}
		refreshOpen();
	}

	private void unwanted(Link link) {
		this.unwanted.add(link);
		this.closesAt = Math.min(this.closesAt, closesAt(link));
	}

	private void refreshOpen() {
		this.open = this.byPeer.values().stream().filter((link) -> link.open).toList();
	}

}
