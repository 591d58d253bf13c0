package io.clusterboot.node;

import java.util.Set;

import io.clusterboot.api.DowningMode;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.downing.Split;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * Answers nodes that look for a cluster, on behalf of a member. Times are monotonic ms.
 */
final class Reception {

	private final Membership membership;

	private final Admission admission;

	private final Islands islands;

	private final Arrivals arrivals;

	Reception(Membership membership, Islands islands) {
		this.membership = membership;
		this.islands = islands;
		this.admission = new Admission(membership.settings);
		this.arrivals = new Arrivals(membership, this.admission);
	}

	/** Answers a call, one that asks to join perhaps a little later. */
	void received(long call, Request request, long now) {
		Response refused = refuse(request);
		if (refused == null && request instanceof Request.Join join) {
			this.arrivals.add(call, join);
		}
		else {
			this.membership.output.accept(new Output.Reply(call, (refused != null) ? refused : answer(request, now)));
		}
	}

	/** Admits those who asked to join, when it is time. */
	void tick(long now) {
		if (isLeaving()) {
			close();
		}
		this.arrivals.tick(now);
	}

	long deadline() {
		return this.arrivals.deadline();
	}

	/** This life ends; who asked to join is told. */
	void close() {
		this.arrivals.refuseAll(goodbye());
	}

	private @Nullable Response refuse(Request request) {
		Response.Rejected refused = this.admission.check(request.from());
		if (refused != null) {
			this.membership.notice(Output.Severity.WARN, "join",
					"Refused " + request.from().self().address() + ": " + refused.message());
			return refused;
		}
		if (isLeaving()) {
			return goodbye();
		}
		return (request instanceof Request.Join join) ? refuse(join) : null;
	}

	/** Who is about to end lets nobody in. */
	private boolean isLeaving() {
		MemberRecord own = this.membership.own();
		return own == null || own.status().compareTo(MemberStatus.EXITING) >= 0;
	}

	private Response answer(Request request, long now) {
		return (request instanceof Request.Meet meet) ? met(meet, now) : clustered();
	}

	private Response goodbye() {
		return Admission.rejected(Rejection.SHUTTING_DOWN, this.membership.self.address() + " is shutting down");
	}

	private Response met(Request.Meet meet, long now) {
		NodeId other = meet.from().self();
		if (!meet.clusterId().equals(this.membership.clusterId)) {
			this.islands.met(other.address(), meet.clusterId(), meet.size(), true, now);
		}
		else if (!this.membership.isLive(other) && this.islands.metPart(other, meet.size())) {
			return Admission.rejected(Rejection.UNKNOWN_MEMBER, other + " is no member of this part of the cluster");
		}
		return clustered();
	}

	private Response clustered() {
		return new Response.Clustered(this.membership.clusterId, this.membership.present(), this.membership.self);
	}

	private @Nullable Response refuse(Request.Join join) {
		Response.Rejected impostor = Admission.checkAddress(join.from().self(), this.membership.self);
		if (impostor != null) {
			return impostor;
		}
		if (!join.contact().equals(this.membership.self) || !join.clusterId().equals(this.membership.clusterId)) {
			return Admission.rejected(Rejection.WRONG_INCARNATION, "this is " + this.membership.self + " of cluster "
					+ this.membership.clusterId + " and not " + join.contact() + " of " + join.clusterId());
		}
		if (mayHaveToEndAgain(join.from().self().address())) {
			return Admission.rejected(Rejection.SHUTTING_DOWN, this.membership.self.address()
					+ " is on a side of a split that may have to end, as an earlier life of this node did");
		}
		return this.admission.check(this.membership.tables().members(), join.from().self());
	}

	/**
	 * Who ended as its side is no majority does not come back to that side before the
	 * rest of it has decided. Else those who find out about a split one after the other
	 * let each other in again and again.
	 */
	private boolean mayHaveToEndAgain(NodeAddress joiner) {
		MemberRecord earlier = this.membership.tables().members().at(joiner);
		Set<NodeId> unreachable = this.membership.judge.verdict().unreachable();
		return earlier != null && earlier.status() == MemberStatus.DOWN && !unreachable.isEmpty()
				&& this.membership.settings.downing().strategy() != DowningMode.NONE
				&& !new Split(this.membership.live(), unreachable, this.membership.believed()).isMajority();
	}

}
