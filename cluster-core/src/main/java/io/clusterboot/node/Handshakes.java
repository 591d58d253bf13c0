package io.clusterboot.node;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Response;
import org.jspecify.annotations.Nullable;

/**
 * Lets dialling nodes in. One that passes all checks but is not known as a member yet
 * waits a moment, as the news of it may be under way. Times are monotonic ms.
 */
final class Handshakes {

	private static final long PATIENCE = 2000;

	/** Unknown nodes that may wait at once. */
	private static final int MOST = 256;

	private final Membership membership;

	private final Links links;

	private final Admission admission;

	private final Map<Long, Waiting> waiting = new TreeMap<>();

	Handshakes(Membership membership, Links links) {
		this.membership = membership;
		this.links = links;
		this.admission = new Admission(membership.settings);
	}

	/** A node dialled; the open link if it is let in at once. */
	@Nullable Link hello(long id, Frame.Hello hello, long now) {
		Response.Rejected refused = this.admission.checkLink(hello.from(), hello.clusterId(), hello.target(),
				this.membership.clusterId, this.membership.self, this.membership.tables().members());
		NodeId peer = hello.from().self();
		if (refused != null) {
			refuse(id, refused);
			boolean wrong = refused.reason() == Rejection.CLUSTER_NAME || refused.reason() == Rejection.CONFIGURATION
					|| refused.reason() == Rejection.PROTOCOL_VERSION;
			this.membership.notice(wrong ? Output.Severity.WARN : Output.Severity.DEBUG, "handshake",
					"Refused a link of " + peer.address() + ": " + refused.message());
			return null;
		}
		if (this.membership.isLive(peer)) {
			return this.links.accept(id, peer, now);
		}
		if (this.waiting.size() >= MOST) {
			refuse(id, unknown(peer));
			return null;
		}
		this.waiting.put(id, new Waiting(peer, now + PATIENCE));
		this.links.catchUp(now);
		return null;
	}

	boolean isWaiting(long id) {
		return this.waiting.containsKey(id);
	}

	void closed(long id) {
		this.waiting.remove(id);
	}

	/** The members changed: some of those that wait may be known now. */
	void reconsider(long now, Consumer<Link> opened) {
		if (this.waiting.isEmpty()) {
			return;
		}
		for (Map.Entry<Long, Waiting> entry : new TreeMap<>(this.waiting).entrySet()) {
			NodeId peer = entry.getValue().peer;
			if (this.membership.isLive(peer)) {
				this.waiting.remove(entry.getKey());
				Link link = this.links.accept(entry.getKey(), peer, now);
				if (link != null) {
					opened.accept(link);
				}
			}
			else if (this.membership.tables().members().isRemoved(peer)) {
				this.waiting.remove(entry.getKey());
				refuse(entry.getKey(), Admission.rejected(Rejection.REMOVED, peer + " was removed from this cluster"));
			}
		}
	}

	void tick(long now) {
		if (this.waiting.isEmpty()) {
			return;
		}
		this.waiting.entrySet().removeIf((entry) -> {
			boolean over = entry.getValue().deadline <= now;
			if (over) {
				refuse(entry.getKey(), unknown(entry.getValue().peer));
			}
			return over;
		});
	}

	long deadline() {
		long deadline = Long.MAX_VALUE;
		for (Waiting one : this.waiting.values()) {
			deadline = Math.min(deadline, one.deadline);
		}
		return deadline;
	}

	private static Response.Rejected unknown(NodeId peer) {
		return Admission.rejected(Rejection.UNKNOWN_MEMBER, peer + " is not a member of this cluster");
	}

	private void refuse(long id, Response.Rejected refused) {
		this.membership.output
			.accept(new Output.Send(id, new Frame.Refused(refused.reason(), refused.message(), this.membership.self)));
		this.membership.output.accept(new Output.Close(id, refused.message()));
	}

	private record Waiting(NodeId peer, long deadline) {
	}

}
