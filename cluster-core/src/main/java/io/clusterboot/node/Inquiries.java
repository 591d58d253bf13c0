package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

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

	/**
	 * Of whom nothing was heard for so many heartbeats is asked only for want of others.
	 */
	private static final long SILENT = 2;

	private final Membership membership;

	private final Links links;

	private final ToLongFunction<NodeId> lastHeard;

	private final Map<Long, NodeId> open = new TreeMap<>();

	private long number;

	/**
	 * Asks nobody yet.
	 * @param lastHeard when a neighbour was last heard of, {@link Long#MIN_VALUE} for one
	 * that was found out about and is not to be asked
	 */
	Inquiries(Membership membership, Links links, ToLongFunction<NodeId> lastHeard) {
		this.membership = membership;
		this.links = links;
		this.lastHeard = lastHeard;
	}

	/** Asks up to three well neighbours, chosen at random; an earlier inquiry is void. */
	Inquiry open(NodeId suspect, boolean refused, long now) {
		this.open.values().removeIf((id) -> id.equals(suspect) || !this.membership.isLive(id));
		this.open.put(++this.number, suspect);
		List<Link> candidates = candidates(suspect, now);
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
	void askInstead(NodeId gone, NodeId suspect, Inquiry inquiry, long now) {
		List<Link> candidates = candidates(suspect, now);
		candidates.removeIf((link) -> inquiry.isWaitingFor(link.peer));
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

	/**
	 * Those heard of lately, if there are any: who was cut off together with the suspect
	 * does not answer, which would speak against this node itself.
	 */
	private List<Link> candidates(NodeId suspect, long now) {
		long interval = this.membership.settings.failureDetector().heartbeatInterval().toMillis();
		List<Link> candidates = new ArrayList<>();
		List<Link> lately = new ArrayList<>();
		for (Link link : this.links.open()) {
			long heard = this.lastHeard.applyAsLong(link.peer);
			boolean well = heard != Long.MIN_VALUE && !this.membership.isUnreachable(link.peer);
			if (well && !link.peer.equals(suspect) && this.membership.isLive(link.peer)) {
				candidates.add(link);
				if (heard >= now - SILENT * interval) {
					lately.add(link);
				}
			}
		}
		return lately.isEmpty() ? candidates : lately;
	}

	void close(NodeId suspect) {
		this.open.values().remove(suspect);
	}

	/** Whether an answer belongs to the present inquiry about its subject. */
	boolean isAbout(Frame.PingReply reply) {
		return reply.subject().equals(this.open.get(reply.inquiry()));
	}

}
