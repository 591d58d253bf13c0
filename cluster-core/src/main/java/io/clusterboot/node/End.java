package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a member's life ends, and whom the next one may ask. The first cause counts.
 */
final class End {

	/** Members that the next life may ask, beside the seed nodes. */
	private static final int MOST_CONTACTS = 10;

	private final Membership membership;

	private MemberStatus lastStatus = MemberStatus.JOINING;

	private Output.@Nullable Terminated cause;

	End(Membership membership) {
		this.membership = membership;
	}

	/** What came of it; null while the node is a member. */
	Output.@Nullable Terminated cause() {
		return this.cause;
	}

	/** The own record may have changed. */
	void changed() {
		MemberRecord own = this.membership.own();
		if (own != null) {
			this.lastStatus = own.status();
		}
	}

	/** Looks whether the members table says that this life is over. */
	void notice() {
		MemberRecord own = this.membership.own();
		if (this.cause != null) {
			return;
		}
		if (own == null) {
			excluded("this node was removed from the cluster");
		}
		else if (own.status() == MemberStatus.DOWN) {
			removed("this node was declared DOWN");
		}
		else if (this.membership.tables().members().electorate().isOrphaned()) {
			removed("a member was declared DOWN, and none is up that could go on with the others");
		}
	}

	/**
	 * The others go on without this node: the table says so, or one of them did. Who was
	 * leaving has left, also where others are done with it before it hears of that
	 * itself; else it was removed, as DOWN and the removal may arrive together.
	 */
	void excluded(String message) {
		if (this.lastStatus == MemberStatus.LEAVING || this.lastStatus == MemberStatus.EXITING) {
			terminate(Output.Cause.LEFT, "this node left the cluster", List.of());
		}
		else {
			removed(message);
		}
	}

	/** Others have removed this node, or will have. */
	void removed(String message) {
		terminate(Output.Cause.REMOVED, message, contacts());
	}

	/** This node joins another cluster, or another part of this one, at a contact. */
	void dissolved(String message, NodeAddress contact) {
		terminate(Output.Cause.DISSOLVED, message, List.of(contact));
	}

	private void terminate(Output.Cause cause, String message, List<NodeAddress> contacts) {
		if (this.cause == null) {
			this.cause = new Output.Terminated(cause, message, contacts);
		}
	}

	/** Some of the members, as all seed nodes may be gone. */
	private List<NodeAddress> contacts() {
		List<NodeAddress> contacts = new ArrayList<>();
		this.membership.live().forEach((record) -> contacts.add(record.id().address()));
		contacts.remove(this.membership.self.address());
		while (contacts.size() > MOST_CONTACTS) {
			contacts.remove(this.membership.random.nextInt(contacts.size()));
		}
		return contacts;
	}

}
