package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whom a member of five lets in. Node 1 answers, and node 2 was downed.
 */
class ReceptionTests {

	private static final ClusterId CLUSTER = new ClusterId(7, 9);

	private static final long GATHER = 50;

	private final List<Output> outputs = new ArrayList<>();

	private Membership membership;

	private Reception reception;

	private ClusterSettings settings;

	@Test
	void whoEndedWithTheSmallerSideOfASplitWaitsUntilTheRestOfItHasDecided() {
		start(DowningMode.KEEP_MAJORITY);
		unreachable(3, 4, 5);
		assertThat(join(Some.node(2, 1_000_000))).isInstanceOfSatisfying(Response.Rejected.class, (rejected) -> {
			assertThat(rejected.reason()).isEqualTo(Rejection.SHUTTING_DOWN);
			assertThat(rejected.message()).contains("side of a split");
		});
	}

	@Test
	void aNodeThatWasNoMemberIsLetInOnTheSmallerSideToo() {
		start(DowningMode.KEEP_MAJORITY);
		unreachable(3, 4, 5);
		assertThat(join(Some.node(6))).isInstanceOf(Response.Welcome.class);
	}

	@Test
	void theMajorityLetsThoseInAgainThatItDowned() {
		start(DowningMode.KEEP_MAJORITY);
		unreachable(5);
		assertThat(join(Some.node(2, 1_000_000))).isInstanceOf(Response.Welcome.class);
	}

	@Test
	void whereNobodyIsMissingOrNobodyDecidesTheSmallerSideDoesSo() {
		start(DowningMode.KEEP_MAJORITY);
		assertThat(join(Some.node(2, 1_000_000))).isInstanceOf(Response.Welcome.class);
		start(DowningMode.NONE);
		unreachable(3, 4, 5);
		assertThat(join(Some.node(2, 1_000_000))).isInstanceOf(Response.Welcome.class);
	}

	private void start(DowningMode mode) {
		this.outputs.clear();
		this.settings = ClusterSettings.builder()
			.name("shop")
			.downing(DowningSettings.builder().strategy(mode).build())
			.build();
		this.membership = new Membership(this.settings, Some.node(1), CLUSTER, new Random(1), this.outputs::add,
				(changes, members, source) -> {
				}, Witness.NONE, Commons.NONE);
		this.membership.update(Some.up(5).live());
		this.membership.updateStatus(Some.node(2), MemberStatus.DOWN);
		Links links = new Links(this.membership, 1);
		Islands islands = new Islands(this.membership, links, new Calls(this.outputs::add, 1), (into, contact) -> {
		}, 0);
		this.reception = new Reception(this.membership, islands);
	}

	private void unreachable(int... subjects) {
		this.membership.report(Some.row(Some.node(1), 1, Some.nodes(subjects), Evidence.UNREACHABLE));
		this.membership.judge.judge(this.membership.tables(), this.membership.overlay(), true, -GATHER);
		this.membership.judge.judge(this.membership.tables(), this.membership.overlay(), true, 0);
		assertThat(this.membership.judge.verdict().unreachable()).containsExactlyElementsOf(Some.nodes(subjects));
	}

	private Response join(NodeId node) {
		Request join = new Request.Join(Admission.greeting(this.settings, node), CLUSTER, Some.node(1), new TreeSet<>(),
				"", Map.of());
		this.reception.received(1, join, 0);
		this.reception.tick(1000);
		return this.outputs.stream()
			.filter(Output.Reply.class::isInstance)
			.map((output) -> ((Output.Reply) output).response())
			.findFirst()
			.orElseThrow();
	}

}
