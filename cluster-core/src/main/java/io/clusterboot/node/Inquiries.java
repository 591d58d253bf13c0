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
		List<Link> candidates = new ArrayList<>();
		for (Link link : this.links.open()) {
			boolean well = isWell.test(link.peer) && !this.membership.isUnreachable(link.peer);
			if (well && !link.peer.equals(suspect) && this.membership.isLive(link.peer)) {
				candidates.add(link);
			}
		}
		List<NodeId> asked = new ArrayList<>();
		while (asked.size() < ASKED && !candidates.isEmpty()) {
			Link link = candidates.remove(this.membership.random.nextInt(candidates.size()));
			this.links.send(link, new Frame.PingRequest(this.number, suspect));
			asked.add(link.peer);
		}
		return new Inquiry(asked, refused, now + PATIENCE);
	}

	void close(NodeId suspect) {
		this.open.values().remove(suspect);
	}

	/** Whether an answer belongs to the present inquiry about its subject. */
	boolean isAbout(Frame.PingReply reply) {
		return reply.subject().equals(this.open.get(reply.inquiry()));
	}

}
