package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When those who ask to join are let in, and what they are told. In this small cluster
 * two batch times are 40 ms.
 */
class ArrivalsTests {

	private static final ClusterId CLUSTER = new ClusterId(7, 9);

	private static final ClusterSettings SETTINGS = ClusterSettings.builder().name("shop").build();

	private final List<Output> outputs = new ArrayList<>();

	private final Membership membership = new Membership(SETTINGS, Some.node(1), CLUSTER, new Random(1),
			this.outputs::add, (changes, members, source) -> this.merges++, Witness.NONE, Commons.NONE);

	private final Arrivals arrivals = new Arrivals(this.membership, new Admission(SETTINGS));

	private int merges;

	@BeforeEach
	void oneMember() {
		this.membership.update(Some.up(1).live());
		this.merges = 0;
	}

	@Test
	void theFirstOneIsLetInAtOnceAndHearsOfItself() {
		ask(11, Some.node(2));
		assertThat(this.arrivals.deadline()).isLessThanOrEqualTo(1000);
		this.arrivals.tick(1000);
		assertThat(status(Some.node(2))).isEqualTo(MemberStatus.JOINING);
		assertThat(this.outputs).containsExactly(
				new Output.Reply(11, new Response.Welcome(CLUSTER, this.membership.tables().everything())));
		assertThat(this.arrivals.deadline()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void thoseWhoComeSoonAfterItComeInTogether() {
		ask(11, Some.node(2));
		this.arrivals.tick(1000);
		ask(12, Some.node(3));
		ask(13, Some.node(4));
		this.arrivals.tick(1039);
		assertThat(this.merges).isEqualTo(1);
		assertThat(this.arrivals.deadline()).isEqualTo(1040);
		this.arrivals.tick(1040);
		assertThat(this.merges).isEqualTo(2);
		assertThat(status(Some.node(3))).isEqualTo(MemberStatus.JOINING);
		assertThat(status(Some.node(4))).isEqualTo(MemberStatus.JOINING);
		assertThat(welcomed()).containsExactly(11L, 12L, 13L);
	}

	@Test
	void whoAsksAgainIsToldAgainAndNothingChanges() {
		ask(11, Some.node(2));
		this.arrivals.tick(1000);
		ask(12, Some.node(2));
		this.arrivals.tick(1040);
		assertThat(this.merges).isEqualTo(1);
		assertThat(welcomed()).containsExactly(11L, 12L);
	}

	@Test
	void ofTwoLivesAtOneAddressTheLaterOneComesIn() {
		ask(11, Some.node(2, 5));
		ask(12, Some.node(2, 6));
		this.arrivals.tick(1000);
		assertThat(status(Some.node(2, 6))).isEqualTo(MemberStatus.JOINING);
		assertThat(this.membership.isLive(Some.node(2, 5))).isFalse();
		assertThat(welcomed()).containsExactly(12L);
		assertThat(rejection(11).reason()).isEqualTo(Rejection.STALE_INCARNATION);
	}

	@Test
	void whoseAddressWasTakenByALaterLifeMeanwhileIsToldTheFloor() {
		ask(11, Some.node(2, 5));
		this.membership.update(List.of(Some.record(Some.node(2, 8), MemberStatus.JOINING, 0)));
		this.arrivals.tick(1000);
		assertThat(rejection(11)).returns(Rejection.STALE_INCARNATION, Response.Rejected::reason)
			.returns(8L, Response.Rejected::floor);
		assertThat(this.outputs).hasSize(1);
	}

	@Test
	void aThousandDoNotWaitAnyLonger() {
		ask(1, Some.node(2));
		this.arrivals.tick(1000);
		for (int i = 1; i < 1000; i++) {
			ask(i, Some.node(i + 2));
		}
		assertThat(this.merges).isEqualTo(1);
		ask(1000, Some.node(1002));
		assertThat(this.merges).isEqualTo(2);
		assertThat(welcomed()).hasSize(1001);
	}

	@Test
	void whoWaitsWhileTheMemberGoesIsRefused() {
		Response.Rejected goodbye = Admission.rejected(Rejection.REMOVED, "gone");
		ask(11, Some.node(2));
		this.arrivals.refuseAll(goodbye);
		this.arrivals.tick(1000);
		assertThat(this.outputs).containsExactly(new Output.Reply(11, goodbye));
		assertThat(this.membership.isLive(Some.node(2))).isFalse();
	}

	private void ask(long call, NodeId joining) {
		this.arrivals.add(call, new Request.Join(Admission.greeting(SETTINGS, joining), CLUSTER, Some.node(1),
				new TreeSet<>(), "1.0", Map.of()));
	}

	private MemberStatus status(NodeId id) {
		MemberRecord record = this.membership.get(id);
		assertThat(record).isNotNull();
		return record.status();
	}

	private List<Long> welcomed() {
		return this.outputs.stream()
			.map(Output.Reply.class::cast)
			.filter((reply) -> reply.response() instanceof Response.Welcome)
			.map(Output.Reply::call)
			.toList();
	}

	private Response.Rejected rejection(long call) {
		return this.outputs.stream()
			.map(Output.Reply.class::cast)
			.filter((reply) -> reply.call() == call)
			.map((reply) -> (Response.Rejected) reply.response())
			.findFirst()
			.orElseThrow();
	}

}
