package io.clusterboot.routing;

import java.util.concurrent.atomic.AtomicInteger;

import com.dynatrace.hash4j.hashing.Hashing;
import io.clusterboot.api.Member;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;

/**
 * Whom a router sends to: a member, or one of a pool's workers at it.
 *
 * @param key which one it is
 * @param member the member
 * @param handler the name of the handler there
 * @param seed what tells it from others when a key is hashed: the same at all senders
 * @param outstanding the asks of this router that wait for its answer
 * @param returned whether it was unreachable lately, and gets less than its share
 * @param returnedAt when it came back, monotonic ns; meaningless unless {@code returned}
 */
record Routee(Key key, Member member, String handler, long seed, AtomicInteger outstanding, boolean returned,
		long returnedAt) {

	/** The handler of a member. */
	static Routee of(Member member, String handler) {
		return new Routee(new Key(member.id(), -1), member, handler, seed(member.address()), new AtomicInteger(), false,
				0);
	}

	/** A worker of a pool: its keys go with it when it moves. */
	static Routee of(Member member, String handler, int worker) {
		return new Routee(new Key(member.id(), worker), member, workerName(handler, worker),
				Hashing.komihash5_0().hashIntToLong(worker), new AtomicInteger(), false, 0);
	}

	/** The name of a worker's handler. */
	static String workerName(String handler, int worker) {
		return handler + "#" + worker;
	}

	/** What tells one address from others, the same on all nodes. */
	static long seed(NodeAddress address) {
		return Hashing.komihash5_0().hashStream().putString(address.host()).putInt(address.port()).getAsLong();
	}

	NodeId id() {
		return this.key.id();
	}

	/** This one, which has just come back. */
	Routee returned(Routee before, long now) {
		return new Routee(this.key, this.member, this.handler, this.seed, before.outstanding, true, now);
	}

	/** This one, which was there before. */
	Routee going(Routee before, boolean slow) {
		return new Routee(this.key, this.member, this.handler, this.seed, before.outstanding, slow, before.returnedAt);
	}

	/**
	 * Which routee.
	 *
	 * @param id the member
	 * @param worker the number of the worker; -1 if there is no pool
	 */
	record Key(NodeId id, int worker) {
	}

}
