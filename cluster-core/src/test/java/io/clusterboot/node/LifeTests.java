package io.clusterboot.node;

import java.util.Random;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.joining.Rejection;
import io.clusterboot.state.Some;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a member makes of a peer that refuses it.
 */
class LifeTests {

	@Test
	void aMemberThatAPeerHasRemovedWasRemoved() {
		Output.Terminated end = refused(MemberStatus.UP, Rejection.REMOVED);
		assertThat(end).isNotNull();
		assertThat(end.cause()).isEqualTo(Output.Cause.REMOVED);
		assertThat(end.message()).contains("refuses this node: gone");
		assertThat(end.contacts()).containsExactly(Some.address(2));
	}

	@ParameterizedTest
	@EnumSource(value = MemberStatus.class, names = { "LEAVING", "EXITING" })
	void aMemberThatLeavesAndThatAPeerHasRemovedHasLeft(MemberStatus own) {
		Output.Terminated end = refused(own, Rejection.REMOVED);
		assertThat(end).isNotNull();
		assertThat(end.cause()).isEqualTo(Output.Cause.LEFT);
		assertThat(end.contacts()).isEmpty();
	}

	@Test
	void onePeerThatDoesNotKnowAMemberIsNotEnough() {
		assertThat(refused(MemberStatus.UP, Rejection.UNKNOWN_MEMBER)).isNull();
	}

	private static Output.@Nullable Terminated refused(MemberStatus own, Rejection reason) {
		Life life = new Life(ClusterSettings.builder().build(), Some.node(1), SomeMembership.CLUSTER, new Random(1),
				(output) -> {
				}, new Calls((output) -> {
				}, 1), 1, Witness.NONE, Commons.NONE, 0);
		life.begin(Some.delta(Some.member(1, own), Some.member(2, MemberStatus.UP)));
		life.refused(Some.node(2), reason, "gone");
		return life.settle(0);
	}

}
