package io.clusterboot.node;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.state.MemberRecord;

/**
 * Answers nodes that look for a cluster, on behalf of a member.
 */
final class Reception {

	private final Membership membership;

	private final Admission admission;

	private final Islands islands;

	Reception(Membership membership, Islands islands) {
		this.membership = membership;
		this.islands = islands;
		this.admission = new Admission(membership.settings);
	}

	Response answer(Request request, long now) {
		Response.Rejected refused = this.admission.check(request.from());
		if (refused != null) {
			this.membership.notice(Output.Severity.WARN, "join",
					"Refused " + request.from().self().address() + ": " + refused.message());
			return refused;
		}
		MemberRecord own = this.membership.own();
		if (own == null || own.status().compareTo(MemberStatus.EXITING) >= 0) {
			return Admission.rejected(Rejection.SHUTTING_DOWN, this.membership.self.address() + " is shutting down");
		}
		if (request instanceof Request.Join join) {
			return join(join);
		}
		if (request instanceof Request.Meet meet) {
			return met(meet, now);
		}
		return clustered();
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

	private Response join(Request.Join join) {
		Response.Rejected impostor = Admission.checkAddress(join.from().self(), this.membership.self);
		if (impostor != null) {
			return impostor;
		}
		if (!join.contact().equals(this.membership.self) || !join.clusterId().equals(this.membership.clusterId)) {
			return Admission.rejected(Rejection.WRONG_INCARNATION, "this is " + this.membership.self + " of cluster "
					+ this.membership.clusterId + " and not " + join.contact() + " of " + join.clusterId());
		}
		Response.Rejected refused = this.admission.check(this.membership.tables().members(), join.from().self());
		if (refused != null) {
			return refused;
		}
		if (!this.membership.isLive(join.from().self())) {
			this.membership.merge(Admission.records(this.membership.tables().members(), join), null);
		}
		return new Response.Welcome(this.membership.clusterId, this.membership.tables().everything());
	}

}
