package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.clusterboot.agreement.Burials;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a member makes of what others tell it.
 */
class MembershipTests {

	private static final Link LINK = new Link(1, Some.node(2), true, 0);

	private final Membership membership = SomeMembership.of(ClusterSettings.builder().name("shop").build(),
			new ArrayList<Output>()::add);

	@Test
	void aLifeThatEndedCountsUntilAllHaveAttestedThat() {
		this.membership.update(Some.up(3).live());
		MemberRecord heir = restarted(3);
		assertThat(this.membership.believed()).isEmpty();
		this.membership.merge(new Delta(List.of(heir), Some.nodes(3), 1, List.of(), List.of()), LINK);
		assertThat(this.membership.believed()).containsExactly(heir.id());
		attest();
		assertThat(this.membership.believed()).isEmpty();
	}

	@Test
	void aMemberIsOrphanedOnceFourFifthsOfItsObserversAreUnreachable() {
		this.membership.update(Some.up(200).live());
		MemberRecord member = this.membership.live()
			.stream()
			.filter((record) -> this.membership.overlay().observersOf(record).size() == 10
					&& !this.membership.overlay().observersOf(record).contains(this.membership.self))
			.findFirst()
			.orElseThrow();
		assertThat(this.membership.isOrphaned(member.id())).isFalse();
		List<NodeId> observers = List.copyOf(this.membership.overlay().observersOf(member));
		accuse(observers.subList(0, 7));
		assertThat(this.membership.isOrphaned(member.id())).isFalse();
		accuse(observers.subList(0, 8));
		assertThat(this.membership.isOrphaned(member.id())).isTrue();
		assertThat(this.membership.isOrphaned(Some.node(201))).as("no member").isFalse();
	}

	@Test
	void oneThatIsUpAgainCountsForItself() {
		this.membership.update(Some.up(3).live());
		MemberRecord heir = restarted(3);
		this.membership.merge(new Delta(List.of(heir.up(4)), Some.nodes(3), 1, List.of(), List.of()), LINK);
		assertThat(this.membership.believed()).isEmpty();
	}

	@Test
	void whatWasAttestedOnceStaysSo() {
		this.membership.update(Some.up(3).live());
		this.membership.merge(new Delta(List.of(restarted(3)), Some.nodes(3), 1, List.of(), List.of()), LINK);
		attest();
		this.membership.merge(delta(1, Some.member(4, MemberStatus.JOINING)), LINK);
		assertThat(this.membership.believed()).isEmpty();
	}

	@Test
	void oneThatIsExitingMayCountElsewhereUntilItHasHeardOfIt() {
		this.membership.update(Some.up(3).live());
		this.membership.updateStatus(Some.node(3), MemberStatus.EXITING);
		assertThat(this.membership.believed()).containsExactly(Some.node(3));
		this.membership.mergeSeen(Some.seen(this.membership.tables().members(), 1));
		assertThat(this.membership.believed()).containsExactly(Some.node(3));
		this.membership.mergeSeen(Some.seen(this.membership.tables().members(), 2));
		assertThat(this.membership.believed()).isEmpty();
		this.membership.updateStatus(Some.node(2), MemberStatus.LEAVING);
		assertThat(this.membership.believed()).as("whatever else changes").isEmpty();
	}

	@Test
	void oneThatLeftBeforeItWasUpNeverCounted() {
		this.membership
			.update(List.of(Some.member(1, MemberStatus.UP), Some.record(Some.node(3), MemberStatus.EXITING, 0)));
		assertThat(this.membership.believed()).isEmpty();
	}

	@Test
	void aCopyFromBeforeAForgottenRemovalBringsNobodyBack() {
		this.membership.update(Some.up(2).live());
		this.membership.merge(new Delta(List.of(), Some.nodes(3), 1, List.of(), List.of()), LINK);
		this.membership.forget(new Burials.Forgettable(Some.nodes(3), 1));
		this.membership.merge(delta(0, Some.member(3, MemberStatus.LEAVING), Some.member(2, MemberStatus.LEAVING)),
				LINK);
		assertThat(this.membership.isLive(Some.node(3))).isFalse();
		assertThat(this.membership.get(Some.node(2)).status()).isEqualTo(MemberStatus.LEAVING);
	}

	@Test
	void whoKnowsTheRemovalBringsNewMembers() {
		this.membership.update(Some.up(2).live());
		this.membership.merge(new Delta(List.of(), Some.nodes(3), 1, List.of(), List.of()), LINK);
		this.membership.forget(new Burials.Forgettable(Some.nodes(3), 1));
		this.membership.merge(delta(1, Some.member(4, MemberStatus.JOINING)), LINK);
		assertThat(this.membership.isLive(Some.node(4))).isTrue();
	}

	@Test
	void anEarlierLifeIsOverWithALaterOne() {
		buryLaterLife();
		this.membership.merge(delta(1, Some.member(3, MemberStatus.JOINING)), LINK);
		assertThat(this.membership.isLive(Some.node(3))).isFalse();
	}

	@Test
	void onceAllKnowThatALaterLifeIsOverOneWhoForgotItMayLetInAnEarlierOne() {
		buryLaterLife();
		attest();
		this.membership.merge(delta(1, Some.member(3, MemberStatus.JOINING)), LINK);
		assertThat(this.membership.isLive(Some.node(3))).isTrue();
	}

	@Test
	void aCopyFromBeforeTheRemovalBringsNoEarlierLife() {
		buryLaterLife();
		attest();
		this.membership.merge(delta(0, Some.member(3, MemberStatus.JOINING)), LINK);
		assertThat(this.membership.isLive(Some.node(3))).isFalse();
	}

	/** This node alone finds them unreachable. */
	private void accuse(List<NodeId> subjects) {
		Map<NodeId, Evidence> findings = new TreeMap<>();
		subjects.forEach((id) -> findings.put(id, Evidence.UNREACHABLE));
		this.membership.report(this.membership.tables().row(this.membership.self).next(findings));
		for (long now : new long[] { 0, 1000 }) {
			// newly unreachable ones wait for others
			this.membership.judge.judge(this.membership.tables(), this.membership.overlay(), true, now);
		}
	}

	private void buryLaterLife() {
		this.membership.update(Some.up(2).live());
		NodeId later = new NodeId(Some.address(3), 1000);
		this.membership.merge(new Delta(List.of(), List.of(later), 1, List.of(), List.of()), LINK);
	}

	private void attest() {
		this.membership.mergeSeen(SeenSet.complete(this.membership.tables().members().fingerprint()));
	}

	private static MemberRecord restarted(int number) {
		NodeId former = Some.node(number);
		return MemberRecord.of(new NodeId(former.address(), former.incarnation() + 1), MemberStatus.JOINING, 0,
				Set.of(), "1.0");
	}

	private static Delta delta(long removals, MemberRecord... records) {
		return new Delta(List.of(records), List.of(), removals, List.of(), List.of());
	}

}
