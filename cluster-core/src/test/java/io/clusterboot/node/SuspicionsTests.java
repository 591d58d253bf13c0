package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When node 1, which observes node 2, asks nodes 3, 4 and 5 about it, and when it accuses
 * it.
 */
class SuspicionsTests {

	private static final NodeId SUBJECT = Some.node(2);

	private final List<Output> outputs = new ArrayList<>();

	private final Membership membership = new Membership(ClusterSettings.builder().build(), Some.node(1),
			new ClusterId(7, 9), new Random(1), this.outputs::add, (changes, members, source) -> {
			}, Witness.NONE, Commons.NONE);

	private final Links links = new Links(this.membership, 1);

	private final Observer observer;

	private long now;

	SuspicionsTests() {
		this.membership.update(Some.up(5).live());
		this.observer = new Observer(this.membership, this.links, 0);
		for (NodeId peer : Some.nodes(2, 3, 4, 5)) {
			this.links.dial(peer, 0, 0);
			this.links.opened(this.links.to(peer));
		}
		this.observer.observe(Set.of(SUBJECT), 0);
		for (int second = 0; second < 100; second++) {
			runUntil(second * 1000L);
			this.observer.probed(SUBJECT, this.now);
		}
	}

	@Test
	void othersAreAskedSoEarlyThatTheirAnswersAreThereWhenTheSilenceIsSuspicious() {
		long asked = waitFor(() -> !requests().isEmpty());
		assertThat(requests()).hasSize(3);
		requests().forEach((request) -> reply(request, Frame.PingOutcome.SILENT));
		assertThat(evidence()).isNull();
		long accused = waitFor(() -> evidence() != null);
		assertThat(evidence()).isEqualTo(Evidence.UNREACHABLE);
		assertThat(accused - asked).isEqualTo(700);
		assertThat(accused - 99_000).isBetween(4400L, 4700L);
	}

	@Test
	void aSubjectThatIsHeardMeanwhileIsNotAccused() {
		waitFor(() -> !requests().isEmpty());
		List<Frame.PingRequest> requests = requests();
		this.observer.heard(SUBJECT, this.now + 100);
		requests.forEach((request) -> reply(request, Frame.PingOutcome.SILENT));
		runUntil(this.now + 3000);
		assertThat(evidence()).isNull();
	}

	@Test
	void oneWhoReachesItMakesItABadLinkNoSooner() {
		long asked = waitFor(() -> !requests().isEmpty());
		reply(requests().get(0), Frame.PingOutcome.REACHED);
		assertThat(evidence()).isNull();
		assertThat(waitFor(() -> evidence() != null) - asked).isEqualTo(700);
		assertThat(evidence()).isEqualTo(Evidence.LINK);
	}

	@Test
	void hardEvidenceWaitsForNoSilence() {
		runUntil(this.now + 500);
		this.observer.refused(SUBJECT, this.now);
		this.observer.tick(this.now);
		requests().forEach((request) -> reply(request, Frame.PingOutcome.REFUSED));
		assertThat(evidence()).isEqualTo(Evidence.CRASHED);
	}

	private void reply(Frame.PingRequest request, Frame.PingOutcome outcome) {
		Link to = this.outputs.stream()
			.filter((output) -> output instanceof Output.Send send && send.frame() == request)
			.map((output) -> this.links.get(((Output.Send) output).link()))
			.findFirst()
			.orElseThrow();
		this.observer.replied(to.peer, new Frame.PingReply(request.inquiry(), SUBJECT, outcome), this.now);
	}

	private List<Frame.PingRequest> requests() {
		return this.outputs.stream()
			.filter(Output.Send.class::isInstance)
			.map((output) -> ((Output.Send) output).frame())
			.filter(Frame.PingRequest.class::isInstance)
			.map(Frame.PingRequest.class::cast)
			.toList();
	}

	private Evidence evidence() {
		return this.membership.tables().row(this.membership.self).subjects().get(SUBJECT);
	}

	private long waitFor(BooleanSupplier condition) {
		long limit = this.now + 10_000;
		while (!condition.getAsBoolean()) {
			assertThat(this.now).isLessThan(limit);
			step(limit);
		}
		return this.now;
	}

	private void runUntil(long time) {
		while (this.now < time) {
			step(time);
		}
	}

	private void step(long limit) {
		this.now = Math.min(limit, Math.max(this.now + 1, Math.min(this.observer.deadline(), this.now + 100)));
		this.observer.awake(this.now, this.now);
		this.observer.tick(this.now);
	}

}
