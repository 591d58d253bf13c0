package io.clusterboot.node;

import java.util.List;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Greeting;
import io.clusterboot.joining.Rejection;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.SeenSet;

/**
 * What travels on a link, in both directions. The dialling side starts with a
 * {@link Hello}; nothing else is read before it is answered by {@link Accepted}.
 */
public sealed interface Frame {

	/**
	 * The handshake of the dialling side.
	 *
	 * @param from who dials
	 * @param clusterId its cluster
	 * @param target whom it means to reach
	 */
	record Hello(Greeting from, ClusterId clusterId, NodeId target) implements Frame {
	}

	/**
	 * The link is open.
	 *
	 * @param self who answers
	 */
	record Accepted(NodeId self) implements Frame {
	}

	/**
	 * The link is refused; closed behind it.
	 *
	 * @param reason why
	 * @param message the same in words that say what to do
	 * @param self who answers
	 */
	record Refused(Rejection reason, String message, NodeId self) implements Frame {
	}

	/**
	 * News, and who has seen the sender's state after them.
	 *
	 * @param sequence grows by one for each on this link in this direction, from 1
	 * @param acknowledged the highest sequence that the sender has merged from this link,
	 * 0 for none
	 * @param delta the news, may be empty
	 * @param seen who has seen the sender's state
	 */
	record Gossip(long sequence, long acknowledged, Delta delta, SeenSet seen) implements Frame {
	}

	/**
	 * News were merged.
	 *
	 * @param sequence the highest sequence that was merged
	 */
	record GossipAck(long sequence) implements Frame {
	}

	/**
	 * Are you there?
	 *
	 * @param sequence comes back in the answer
	 * @param digest the sender's state
	 */
	record Probe(long sequence, Digest digest) implements Frame {
	}

	/**
	 * I am.
	 *
	 * @param sequence of the probe
	 * @param digest the sender's state
	 */
	record ProbeAck(long sequence, Digest digest) implements Frame {
	}

	/**
	 * Can you reach this one?
	 *
	 * @param inquiry comes back in the answer
	 * @param subject who is suspected
	 */
	record PingRequest(long inquiry, NodeId subject) implements Frame {
	}

	/**
	 * The answer to a {@link PingRequest}.
	 *
	 * @param inquiry of the request
	 * @param subject who is suspected
	 * @param outcome what came of it
	 */
	record PingReply(long inquiry, NodeId subject, PingOutcome outcome) implements Frame {
	}

	/** What came of an indirect probe. */
	enum PingOutcome {

		/** The subject answered. */
		REACHED,

		/** It did not answer in time. */
		SILENT,

		/** Its host refused the connection, or another life answered. */
		REFUSED

	}

	/**
	 * First step of a reconciliation: the sums of my buckets.
	 *
	 * @param session comes back in the answers
	 * @param sums one for each bucket, a power of two of them, at most 4096
	 */
	record ReconcileSums(long session, List<Fingerprint> sums) implements Frame {
	}

	/**
	 * Second step: the hashes of my records in the buckets that differ.
	 *
	 * @param session of the first step
	 * @param bucketCount how many buckets there are
	 * @param buckets those that differ
	 * @param hashes what I have in them
	 */
	record ReconcileHashes(long session, int bucketCount, List<Integer> buckets,
			List<NodeHash> hashes) implements Frame {
	}

	/**
	 * The hash of everything known about one node.
	 *
	 * @param key 64 bits that stand for the node's id
	 * @param sum of its member, observation and data records
	 */
	record NodeHash(long key, Fingerprint sum) {
	}

	/**
	 * Last steps: records, and which ones I want in return.
	 *
	 * @param session of the first step
	 * @param delta the sender's records that the receiver may lack
	 * @param wanted keys of the nodes whose records the sender wants; empty for none
	 * @param wantsAll whether the sender sent all it has and wants whatever it lacks
	 */
	record ReconcileRecords(long session, Delta delta, List<Long> wanted, boolean wantsAll) implements Frame {
	}

	/**
	 * Our cluster dissolves in favour of another one of the same name.
	 *
	 * @param into the other cluster
	 * @param contact one of its members
	 */
	record Dissolve(ClusterId into, NodeAddress contact) implements Frame {
	}

}
