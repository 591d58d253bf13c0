package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;

/**
 * Those who asked this member to let them join. The first one comes in at once, those who
 * come soon after it together: where a thousand nodes start at once, the members see some
 * dozens of states and not a thousand. Times are monotonic ms.
 */
final class Arrivals {

	/** More do not wait, so that nobody fills the memory with requests. */
	private static final int MOST = 1000;

	/**
	 * Batch times until the links are quiet again, so that the next news pass at once.
	 */
	private static final int SPREAD = 2;

	private final Membership membership;

	private final Admission admission;

	private final List<Arrival> waiting = new ArrayList<>();

	private long admitAt = Long.MIN_VALUE;

	Arrivals(Membership membership, Admission admission) {
		this.membership = membership;
		this.admission = admission;
	}

	void add(long call, Request.Join join) {
		this.waiting.add(new Arrival(call, join));
		if (this.waiting.size() >= MOST) {
			admit();
		}
	}

	void tick(long now) {
		if (!this.waiting.isEmpty() && now >= this.admitAt) {
			admit();
			this.admitAt = now + SPREAD * this.membership.batch();
		}
	}

	long deadline() {
		return this.waiting.isEmpty() ? Long.MAX_VALUE : this.admitAt;
	}

	/** Turns away those who wait. */
	void refuseAll(Response response) {
		this.waiting.forEach((arrival) -> reply(arrival, response));
		this.waiting.clear();
	}

	private void admit() {
		List<Arrival> admitted = new ArrayList<>();
		List<Request.Join> joins = new ArrayList<>();
		for (Arrival arrival : this.waiting) {
			// others may have joined since it was checked
			Response refused = this.admission.check(this.membership.tables().members(), arrival.id());
			if (refused != null) {
				reply(arrival, refused);
				continue;
			}
			admitted.add(arrival);
			if (!this.membership.isLive(arrival.id())) {
				joins.add(arrival.join());
			}
		}
		this.waiting.clear();
		if (!joins.isEmpty()) {
			this.membership.merge(Admission.records(this.membership.tables().members(), joins), null);
		}
		welcome(admitted);
	}

	private void welcome(List<Arrival> admitted) {
		Response.Welcome welcome = null;
		for (Arrival arrival : admitted) {
			if (!this.membership.isLive(arrival.id())) {
				reply(arrival, Admission.rejected(Rejection.STALE_INCARNATION,
						"a later life of " + arrival.id().address() + " joined"));
				continue;
			}
			welcome = (welcome != null) ? welcome
					: new Response.Welcome(this.membership.clusterId, this.membership.tables().everything());
			reply(arrival, welcome);
		}
	}

	private void reply(Arrival arrival, Response response) {
		this.membership.output.accept(new Output.Reply(arrival.call(), response));
	}

	/** One who waits, and where its answer goes. */
	private record Arrival(long call, Request.Join join) {

		NodeId id() {
			return this.join.from().self();
		}

	}

}
