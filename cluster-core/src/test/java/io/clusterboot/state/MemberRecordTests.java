package io.clusterboot.state;

import java.util.HashSet;
import java.util.Set;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The rule by which two versions of one member become one.
 */
@Domain(Deltas.class)
@Domain(DomainContext.Global.class)
class MemberRecordTests {

	@Test
	void theHigherStatusWins() {
		MemberRecord up = Some.record(Some.node(1), MemberStatus.UP, 3);
		MemberRecord down = Some.record(Some.node(1), MemberStatus.DOWN, 3);
		assertThat(up.merge(down)).isSameAs(down);
		assertThat(down.merge(up)).isSameAs(down);
	}

	@Test
	void theSmallerUpNumberWinsAndZeroIsNone() {
		NodeId id = Some.node(1);
		MemberRecord none = Some.record(id, MemberStatus.UP, 0);
		MemberRecord two = Some.record(id, MemberStatus.UP, 2);
		MemberRecord seven = Some.record(id, MemberStatus.UP, 7);
		assertThat(none.merge(seven)).isSameAs(seven);
		assertThat(seven.merge(two)).isSameAs(two);
		assertThat(two.merge(none)).isSameAs(two);
	}

	@Test
	void statusAndUpNumberMergeApart() {
		NodeId id = Some.node(1);
		MemberRecord merged = Some.record(id, MemberStatus.LEAVING, 5).merge(Some.record(id, MemberStatus.UP, 2));
		assertThat(merged).isEqualTo(Some.record(id, MemberStatus.LEAVING, 2));
	}

	@Test
	void membersOfDifferentLivesAreNotMerged() {
		MemberRecord first = Some.record(Some.node(1, 1), MemberStatus.UP, 1);
		MemberRecord second = Some.record(Some.node(1, 2), MemberStatus.UP, 1);
		assertThatIllegalArgumentException().isThrownBy(() -> first.merge(second));
	}

	@Test
	void aRemovedMemberIsNoRecord() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MemberRecord.of(Some.node(1), MemberStatus.REMOVED, 1, Set.of(), ""));
	}

	@Test
	void rolesCannotBeChangedFromOutside() {
		Set<String> roles = new HashSet<>(Set.of("web"));
		MemberRecord record = MemberRecord.of(Some.node(1), MemberStatus.UP, 1, roles, "");
		roles.add("worker");
		assertThat(record.roles()).containsExactly("web");
		assertThat(record.up(2).roles()).containsExactly("web");
	}

	@Property(tries = 300)
	void mergingIsIdempotentCommutativeAndAssociative(@ForAll MemberRecord one, @ForAll MemberRecord two,
			@ForAll MemberRecord three) {
		MemberRecord first = Some.record(one.id(), one.status(), one.upNumber());
		MemberRecord second = Some.record(one.id(), two.status(), two.upNumber());
		MemberRecord third = Some.record(one.id(), three.status(), three.upNumber());
		assertThat(first.merge(first)).isSameAs(first);
		assertThat(first.merge(second)).isEqualTo(second.merge(first));
		assertThat(first.merge(second).merge(third)).isEqualTo(first.merge(second.merge(third)));
		assertThat(first.merge(second).merge(second)).isEqualTo(first.merge(second));
	}

	@Property(tries = 300)
	void theHashTellsStatusesAndUpNumbersApart(@ForAll MemberRecord one, @ForAll MemberRecord two) {
		assertThat(one.hash().equals(two.hash())).isEqualTo(one.equals(two));
	}

}
