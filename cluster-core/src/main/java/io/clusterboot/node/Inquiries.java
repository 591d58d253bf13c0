package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import io.clusterboot.api.NodeId;
import io.clusterboot.detection.Inquiry;

/**
 * Asks others about suspects. Times are monotonic ms.
 */
final class Inquiries {

	/** How many others are asked about a suspect. */
	private static final int ASKED = 3;

	/** How long an inquiry waits for answers; a ping on behalf of others takes less. */
	private static final long PATIENCE = 1000;

	private final Membership membership;

	private final Links links;

	private final Map<Long, NodeId> open = new TreeMap<>();

	private long number;

	Inquiries(Membership membership, Links links) {
		this.membership = membership;
		this.links = links;
	}

	/** Asks up to three well neighbours, chosen at random; an earlier inquiry is void. */
	Inquiry open(NodeId suspect, boolean refused, Predicate<NodeId> isWell, long now) {
		this.open.values().removeIf((id) -> id.equals(suspect) || !this.membership.isLive(id));
		this.open.put(++this.number, suspect);
		List<Link> candidates = candidates(suspect, isWell);
		List<NodeId> asked = new ArrayList<>();
		while (asked.size() < ASKED && !candidates.isEmpty()) {
			asked.add(askOne(candidates, this.number, suspect));
		}
		return new Inquiry(asked, refused, now + PATIENCE);
	}

	/**
	 * The link to one who was asked broke before the answer came: asks another one. Where
	 * there is none, that one's silence stands.
	 */
	void askInstead(NodeId gone, NodeId suspect, Inquiry inquiry, Predicate<NodeId> isWell) {
		List<Link> candidates = candidates(suspect, (id) -> isWell.test(id) && !inquiry.isWaitingFor(id));
		if (!candidates.isEmpty()) {
			this.open.forEach((number, id) -> {
				if (id.equals(suspect)) {
					inquiry.askInstead(gone, askOne(candidates, number, suspect));
				}
			});
		}
	}

	private NodeId askOne(List<Link> candidates, long number, NodeId suspect) {
		Link link = candidates.remove(this.membership.random.nextInt(candidates.size()));
		this.links.send(link, new Frame.PingRequest(number, suspect));
		return link.peer;
	}

	private List<Link> candidates(NodeId suspect, Predicate<NodeId> isWell) {
		List<Link> candidates = new ArrayList<>();
		for (Link link : this.links.open()) {
			boolean well = isWell.test(link.peer) && !this.membership.isUnreachable(link.peer);
			if (well && !link.peer.equals(suspect) && this.membership.isLive(link.peer)) {
				candidates.add(link);
			}
		}
		return candidates;
	}

	void close(NodeId suspect) {
		this.open.values().remove(suspect);
	}

	/** Whether an answer belongs to the present inquiry about its subject. */
	boolean isAbout(Frame.PingReply reply) {
		return reply.subject().equals(this.open.get(reply.inquiry()));
	}

}
