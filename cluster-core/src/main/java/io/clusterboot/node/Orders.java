package io.clusterboot.node;

import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NoSuchMemberException;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the user of a node can order.
 */
final class Orders {

	private Orders() {
	}

	/**
	 * Carries an order out.
	 * @param order what is wanted
	 * @param membership what it changes, null outside a cluster
	 * @return why it could not be done, null if it was
	 */
	static @Nullable RuntimeException obey(Input.Command order, @Nullable Membership membership) {
		if (order instanceof Input.LeaveMember leave) {
			return raise(membership, leave.member(), MemberStatus.LEAVING);
		}
		if (order instanceof Input.DownMember down) {
			return raise(membership, down.member(), MemberStatus.DOWN);
		}
		if (order instanceof Input.PutMetadata put) {
			return describe(membership, put);
		}
		if (order instanceof Input.ReportLoad report) {
			if (membership != null) {
				membership.describe(report.load());
			}
			return null;
		}
		// Leave: outside a cluster it is done already
		if (membership != null) {
			membership.updateStatus(membership.self, MemberStatus.LEAVING);
		}
		return null;
	}

	private static @Nullable RuntimeException raise(@Nullable Membership membership, NodeAddress address,
			MemberStatus status) {
		MemberRecord record = (membership != null) ? membership.tables().members().at(address) : null;
		if (membership == null || record == null) {
			return new NoSuchMemberException(address);
		}
		membership.updateStatus(record.id(), status);
		return null;
	}

	private static @Nullable RuntimeException describe(@Nullable Membership membership, Input.PutMetadata put) {
		if (membership == null) {
			return new IllegalStateException("This node is not a member of a cluster");
		}
		try {
			membership.describe(put.entries());
			return null;
		}
		catch (InvalidSettingException ex) {
			return ex;
		}
	}

}
