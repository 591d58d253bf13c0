package io.clusterboot.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When node 1, which observes node 2, asks three of nodes 3 to 6 about it, and when it
 * accuses it.
 */
class SuspicionsTests {

	private static final NodeId SUBJECT = Some.node(2);

	private static final NodeId ORPHAN = Some.node(6);

	private final List<Output> outputs = new ArrayList<>();

	private final Membership membership = SomeMembership.of(this.outputs::add);

	private final Links links = new Links(this.membership, 1);

	private final Map<Long, NodeId> peers = new HashMap<>();

	private final Observer observer;

	private long now;

	SuspicionsTests() {
		this.membership.update(Some.up(6).live());
		this.observer = new Observer(this.membership, this.links, 0);
		for (NodeId peer : Some.nodes(2, 3, 4, 5, 6)) {
			this.links.dial(peer, 0, 0);
			Link link = this.links.to(peer);
			this.links.opened(link);
			this.peers.put(link.id, peer);
		}
		this.observer.observe(Set.of(SUBJECT), (id) -> false, 0);
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
		askedAfterRefusal();
		requests().forEach((request) -> reply(request, Frame.PingOutcome.REFUSED));
		assertThat(evidence()).isEqualTo(Evidence.CRASHED);
	}

	@Test
	void insteadOfOneWhoseLinkBreaksBeforeItAnswersAnotherOneIsAsked() {
		List<NodeId> asked = askedAfterRefusal();
		assertThat(asked).hasSize(3);
		breakLink(asked.get(0));
		assertThat(asked()).hasSize(4).doesNotHaveDuplicates();
		requests().stream().skip(1).forEach((request) -> reply(request, Frame.PingOutcome.REFUSED));
		assertThat(evidence()).isEqualTo(Evidence.CRASHED);
	}

	@Test
	void whereNobodyIsLeftToAskTheSilenceOfOneWhoIsGoneIsWaitedFor() {
		List<NodeId> asked = askedAfterRefusal();
		breakLink(asked.get(0));
		breakLink(asked.get(1));
		assertThat(asked()).hasSize(4);
		requests().stream().skip(2).forEach((request) -> reply(request, Frame.PingOutcome.REFUSED));
		assertThat(evidence()).isNull();
		long begun = this.now;
		assertThat(waitFor(() -> evidence() != null) - begun).isEqualTo(1000);
	}

	@Test
	void aSubjectThatOthersAccuseIsDialledIfThereIsNoLinkToIt() {
		this.outputs.stream()
			.filter((output) -> output instanceof Output.Send send && send.frame() instanceof Frame.Probe)
			.map((output) -> (Frame.Probe) ((Output.Send) output).frame())
			.forEach((probe) -> this.observer.answered(SUBJECT, probe.sequence(), this.now));
		this.links.remove(this.links.to(SUBJECT));
		this.outputs.clear();
		this.observer.confirm(Set.of(SUBJECT), this.now);
		assertThat(this.outputs).filteredOn(Output.Dial.class::isInstance)
			.singleElement()
			.satisfies((dial) -> assertThat(((Output.Dial) dial).address()).isEqualTo(SUBJECT.address()));
	}

	@Test
	void whoWasNotHeardLatelyIsNotAskedWhereOthersWere() {
		this.observer.observe(Set.of(SUBJECT, Some.node(3), Some.node(4)), (id) -> false, this.now);
		waitFor(() -> !requests().isEmpty());
		assertThat(asked()).containsExactlyInAnyOrder(Some.node(5), Some.node(6));
	}

	@Test
	void whereNobodyWasHeardLatelyAnybodyIsAsked() {
		this.observer.observe(Set.copyOf(Some.nodes(2, 3, 4, 5, 6)), (id) -> false, this.now);
		waitFor(() -> !requests().isEmpty());
		assertThat(asked()).hasSize(3);
	}

	@Test
	void aNewSubjectWhoseObserversAreGoneIsAskedAboutAfterASecond() {
		long begun = this.now;
		this.observer.observe(Set.of(SUBJECT, ORPHAN), ORPHAN::equals, begun);
		assertThat(waitFor(() -> !requests().isEmpty()) - begun).isEqualTo(1000);
		assertThat(requests()).hasSize(3).allSatisfy((request) -> assertThat(request.subject()).isEqualTo(ORPHAN));
		requests().forEach((request) -> this.observer.replied(receiver(request),
				new Frame.PingReply(request.inquiry(), ORPHAN, Frame.PingOutcome.SILENT), this.now));
		assertThat(evidence(ORPHAN)).isEqualTo(Evidence.UNREACHABLE);
	}

	@Test
	void aNewSubjectThatIsHeardIsNoOrphanAnyMore() {
		this.observer.observe(Set.of(SUBJECT, ORPHAN), (id) -> false, this.now);
		this.observer.heard(ORPHAN, this.now + 10);
		this.observer.observe(Set.of(SUBJECT, ORPHAN), ORPHAN::equals, this.now + 20);
		runUntil(this.now + 1500);
		assertThat(requests()).isEmpty();
	}

	@Test
	void aSubjectThatWasNeverHeardBecomesAnOrphanWhenItsObserversGo() {
		this.observer.observe(Set.of(SUBJECT, ORPHAN), (id) -> false, this.now);
		runUntil(this.now + 500);
		long begun = this.now;
		this.observer.observe(Set.of(SUBJECT, ORPHAN), ORPHAN::equals, begun);
		assertThat(waitFor(() -> !requests().isEmpty()) - begun).isEqualTo(1000);
	}

	private List<NodeId> askedAfterRefusal() {
		this.observer.refused(SUBJECT, this.now);
		this.observer.tick(this.now);
		return asked();
	}

	private void breakLink(NodeId peer) {
		this.links.remove(this.links.to(peer));
		this.observer.broken(peer, this.now);
	}

	/** Who was asked, in that order. */
	private List<NodeId> asked() {
		return requests().stream().map(this::receiver).toList();
	}

	private NodeId receiver(Frame.PingRequest request) {
		return this.outputs.stream()
			.filter((output) -> output instanceof Output.Send send && send.frame() == request)
			.map((output) -> this.peers.get(((Output.Send) output).link()))
			.findFirst()
			.orElseThrow();
	}

	private void reply(Frame.PingRequest request, Frame.PingOutcome outcome) {
		this.observer.replied(receiver(request), new Frame.PingReply(request.inquiry(), SUBJECT, outcome), this.now);
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
		return evidence(SUBJECT);
	}

	private Evidence evidence(NodeId id) {
		return this.membership.tables().row(this.membership.self).subjects().get(id);
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
