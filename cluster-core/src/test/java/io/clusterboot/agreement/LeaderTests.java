package io.clusterboot.agreement;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.Some;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who leads.
 */
class LeaderTests {

	private static final Set<NodeId> NOBODY = Set.of();

	@Test
	void anEmptyClusterHasNoLeader() {
		assertThat(Leader.of(MemberTable.EMPTY, NOBODY)).isNull();
		assertThat(Leader.oldest(MemberTable.EMPTY)).isNull();
		assertThat(Leader.byRole(MemberTable.EMPTY, NOBODY)).isEmpty();
	}

	@Test
	void theLowestAddressLeads() {
		assertThat(Leader.of(Some.up(3), NOBODY)).isEqualTo(Some.node(1));
	}

	@Test
	void oneWhoIsLeavingMayLead() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.LEAVING), Some.member(2, MemberStatus.UP));
		assertThat(Leader.of(members, NOBODY)).isEqualTo(Some.node(1));
	}

	@Test
	void anUnreachableMemberDoesNotLead() {
		assertThat(Leader.of(Some.up(3), Set.of(Some.node(1)))).isEqualTo(Some.node(2));
		assertThat(Leader.of(Some.up(3), new TreeSet<>(Some.nodes(1, 2, 3)))).isNull();
	}

	@ParameterizedTest(name = "of {0} and {1} the {2} leads")
	@CsvSource({ "JOINING, UP, UP", "WEAKLY_UP, UP, UP", "EXITING, UP, UP", "DOWN, UP, UP", "JOINING, LEAVING, LEAVING",
			"JOINING, WEAKLY_UP, WEAKLY_UP", "EXITING, WEAKLY_UP, WEAKLY_UP", "EXITING, JOINING, JOINING",
			"DOWN, JOINING, JOINING", "DOWN, EXITING, EXITING" })
	void withoutUpMembersTheFallbackOrderDecides(MemberStatus lower, MemberStatus higher, MemberStatus expected) {
		MemberTable members = Some.table(Some.member(1, lower), Some.member(2, higher));
		NodeId leader = Leader.of(members, NOBODY);
		assertThat(members.live()).filteredOn((record) -> record.id().equals(leader))
			.extracting(MemberRecord::status)
			.containsExactly(expected);
		MemberTable swapped = Some.table(Some.member(1, higher), Some.member(2, lower));
		assertThat(Leader.of(swapped, NOBODY)).isEqualTo(Some.node(1));
	}

	@Test
	void aDownMemberNeverLeads() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.DOWN));
		assertThat(Leader.of(members, NOBODY)).isNull();
	}

	@Test
	void eachRoleHasItsOwnLeader() {
		MemberTable members = Some.table(Some.member(1, MemberStatus.UP, "web"),
				Some.member(2, MemberStatus.JOINING, "worker", "batch"),
				Some.member(3, MemberStatus.UP, "web", "worker"), Some.member(4, MemberStatus.DOWN, "gone"));
		assertThat(Leader.byRole(members, NOBODY)).containsExactly(Map.entry("batch", Some.node(2)),
				Map.entry("web", Some.node(1)), Map.entry("worker", Some.node(3)));
		assertThat(Leader.byRole(members, Set.of(Some.node(1)))).containsEntry("web", Some.node(3));
		assertThat(Leader.byRole(members, new TreeSet<>(Some.nodes(1, 3)))).doesNotContainKey("web")
			.containsEntry("worker", Some.node(2));
	}

	@Test
	void theOldestHasTheSmallestUpNumber() {
		MemberTable members = Some.table(Some.record(Some.node(1), MemberStatus.UP, 3),
				Some.record(Some.node(2), MemberStatus.LEAVING, 2), Some.record(Some.node(3), MemberStatus.EXITING, 1),
				Some.record(Some.node(4), MemberStatus.JOINING, 0));
		assertThat(Leader.oldest(members)).isEqualTo(Some.node(2));
	}

	@Test
	void ofTwoOfTheSameAgeTheLowerAddressIsTheOldest() {
		MemberTable members = Some.table(Some.record(Some.node(2), MemberStatus.UP, 1),
				Some.record(Some.node(1), MemberStatus.UP, 1));
		assertThat(Leader.oldest(members)).isEqualTo(Some.node(1));
	}

	@Test
	void nobodyIsOldBeforeItWasUp() {
		assertThat(Leader.oldest(Some.table(Some.member(1, MemberStatus.WEAKLY_UP)))).isNull();
	}

	@Property(tries = 300)
	void whoeverIsReachableAndNotDownHasALeader(@ForAll @Size(max = 6) List<MemberStatus> statuses) {
		MemberRecord[] records = new MemberRecord[statuses.size()];
		boolean fit = false;
		for (int i = 0; i < records.length; i++) {
			MemberStatus status = (statuses.get(i) == MemberStatus.REMOVED) ? MemberStatus.DOWN : statuses.get(i);
			records[i] = Some.member(1 + i, status);
			fit |= status != MemberStatus.DOWN;
		}
		assertThat(Leader.of(Some.table(records), NOBODY) != null).isEqualTo(fit);
	}

}
