package io.clusterboot.node;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Response;
import org.jspecify.annotations.Nullable;

/**
 * The life that asks to be let in. Where an answer was lost it may be listed already, so
 * it asks nobody else, and there not for long: it must not become a member of another
 * cluster, nor of the other half of one that is split. Another life does that. Times are
 * monotonic ms.
 */
final class Candidate {

	/**
	 * How long one life asks: well below the time for which it would be remembered if it
	 * had been let in without hearing of it, and removed again.
	 */
	private static final long ONE_LIFE = 30_000;

	private static final int SPREAD = 1 << 16;

	private final RandomGenerator random;

	private NodeId self;

	/** Who each contact was when it answered last. */
	private final Map<NodeAddress, Host> hosts = new TreeMap<>();

	/** Where this life asked to join; it may be listed there. */
	private @Nullable Host asked;

	private long askedAt;

	Candidate(NodeId self, RandomGenerator random) {
		this.self = self;
		this.random = random;
	}

	NodeId self() {
		return this.self;
	}

	/** A member answered, which may let this node in. */
	void met(NodeAddress contact, Response.Clustered answer) {
		this.hosts.put(contact, new Host(answer.clusterId(), answer.self()));
	}

	/** Goes to ask a contact that has answered, as another life if it must. */
	Host ask(NodeAddress contact, long now) {
		Host host = Objects.requireNonNull(this.hosts.get(contact), "nobody joins where nobody answered");
		if (!host.equals(this.asked) || now - this.askedAt >= ONE_LIFE) {
			renew();
			this.asked = host;
			this.askedAt = now;
		}
		return host;
	}

	/** An earlier life had a higher incarnation than this one: clocks go backwards. */
	void exceed(long floor, long now) {
		this.self = new NodeId(this.self.address(), above(floor));
		this.askedAt = now;
	}

	/** This node is going to be a member where the present life has not asked. */
	void renew() {
		if (this.asked != null) {
			this.self = new NodeId(this.self.address(), above(this.self.incarnation()));
		}
	}

	/**
	 * A higher incarnation, not just the next one: another cluster may have counted up
	 * from the same one, and no two lives may be the same.
	 */
	private long above(long incarnation) {
		return Math.min(Long.MAX_VALUE - SPREAD, incarnation) + 1 + this.random.nextInt(SPREAD);
	}

	/**
	 * A member that may let this node in.
	 *
	 * @param clusterId its cluster
	 * @param id who it is
	 */
	record Host(ClusterId clusterId, NodeId id) {
	}

}
