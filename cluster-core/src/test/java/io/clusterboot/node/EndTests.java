package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a member's life ends, why, and whom the next one may ask.
 */
class EndTests {

	private final Membership membership = SomeMembership.of(ClusterSettings.builder().name("shop").build(),
			new ArrayList<Output>()::add);

	private final End end = new End(this.membership);

	@Test
	void aMemberGoesOn() {
		know(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.DOWN));
		assertThat(this.end.cause()).isNull();
	}

	@Test
	void oneThatIsDownEndsAndMayAskTheOthers() {
		know(Some.member(1, MemberStatus.DOWN), Some.member(2, MemberStatus.UP));
		assertThat(this.end.cause()).isEqualTo(removed("this node was declared DOWN", 2));
	}

	@Test
	void oneThatIsGoneWasRemoved() {
		know(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP));
		bury();
		assertThat(this.end.cause()).isEqualTo(removed("this node was removed from the cluster", 2));
	}

	@Test
	void oneThatIsGoneAfterItLeftHasLeft() {
		know(Some.member(1, MemberStatus.EXITING), Some.member(2, MemberStatus.UP));
		bury();
		assertThat(this.end.cause())
			.isEqualTo(new Output.Terminated(Output.Cause.LEFT, "this node left the cluster", List.of()));
	}

	@Test
	void oneThatIsRefusedAsRemovedWhileItLeavesHasLeft() {
		know(Some.member(1, MemberStatus.EXITING), Some.member(2, MemberStatus.UP));
		this.end.excluded("another refuses this node");
		assertThat(this.end.cause())
			.isEqualTo(new Output.Terminated(Output.Cause.LEFT, "this node left the cluster", List.of()));
	}

	@Test
	void oneThatIsRefusedAsRemovedAndDidNotLeaveWasRemoved() {
		know(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP));
		this.end.excluded("another refuses this node");
		assertThat(this.end.cause()).isEqualTo(removed("another refuses this node", 2));
	}

	@Test
	void whereAMemberIsDownAndNoneIsUpTheOthersEndToo() {
		know(Some.member(1, MemberStatus.JOINING), Some.member(2, MemberStatus.DOWN));
		assertThat(this.end.cause())
			.isEqualTo(removed("a member was declared DOWN, and none is up that could go on with the others", 2));
	}

	@Test
	void theFirstCauseCounts() {
		know(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.UP));
		this.end.dissolved("elsewhere", Some.address(3));
		bury();
		this.end.removed("too late");
		assertThat(this.end.cause())
			.isEqualTo(new Output.Terminated(Output.Cause.DISSOLVED, "elsewhere", List.of(Some.address(3))));
	}

	@Test
	void theNextLifeMayAskTenMembersAtMost() {
		know(Some.up(30).live().toArray(MemberRecord[]::new));
		this.end.removed("gone");
		assertThat(this.end.cause().contacts()).hasSize(10).doesNotHaveDuplicates().doesNotContain(Some.address(1));
	}

	private void know(MemberRecord... members) {
		this.membership.update(List.of(members));
		this.end.changed();
		this.end.notice();
	}

	private void bury() {
		this.membership.bury(Some.nodes(1));
		this.end.changed();
		this.end.notice();
	}

	private static Output.Terminated removed(String message, int contact) {
		NodeAddress address = Some.address(contact);
		return new Output.Terminated(Output.Cause.REMOVED, message, List.of(address));
	}

}
