package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When node 1 dials node 2 again, which it observes, and how soon it notices that node 2
 * is back.
 */
class LinksTests {

	private static final NodeId PEER = Some.node(2);

	private final List<Output> outputs = new ArrayList<>();

	private final Membership membership = SomeMembership.of(this.outputs::add);

	private final Links links = new Links(this.membership, 1);

	@Test
	void aDialThatNobodyAnsweredIsRepeatedAlmostAtOnceAsItHasWaitedAlready() {
		assertThat(dialledAgain(Disconnect.UNREACHABLE, 2000)).isEqualTo(2050);
	}

	@Test
	void aDialThatFailedAtOnceIsRepeatedAfterAPause() {
		assertThat(dialledAgain(Disconnect.UNREACHABLE, 0)).isEqualTo(1000);
		assertThat(dialledAgain(Disconnect.REFUSED, 0)).isEqualTo(1000);
		assertThat(dialledAgain(Disconnect.SECURITY, 700)).isEqualTo(1700);
	}

	@Test
	void oneThatIsAboutToListenOrClosedInGoodOrderIsDialledSooner() {
		assertThat(dialledAgain(Disconnect.RESET, 10)).isEqualTo(60);
		assertThat(dialledAgain(Disconnect.CLOSED, 10)).isEqualTo(310);
	}

	@Test
	void aSilentMemberThatIsHeardAgainIsProbedAtOnce() {
		this.membership.update(Some.up(2).live());
		Observer observer = new Observer(this.membership, this.links, 0);
		this.links.want(Set.of(PEER), Set.of(), 0);
		this.links.dial(PEER, 0, 0);
		Link link = this.links.to(PEER);
		assertThat(link).isNotNull();
		this.links.opened(link);
		observer.observe(Set.of(PEER), (id) -> false, 0);
		long now = 0;
		while (!observer.isCutOff()) {
			now = Math.max(now + 1, Math.min(observer.deadline(), now + 100));
			observer.awake(now, now);
			observer.tick(now);
			assertThat(now).isLessThan(20_000);
		}
		now += 1500;
		observer.awake(now, now);
		observer.tick(now);
		this.links.dial(PEER, now, now);
		this.links.opened(this.links.to(PEER));
		this.outputs.clear();
		observer.heard(PEER, now + 1);
		observer.tick(now + 1);
		assertThat(this.outputs).hasSize(1)
			.first()
			.isInstanceOfSatisfying(Output.Send.class,
					(send) -> assertThat(send.frame()).isInstanceOf(Frame.Probe.class));
	}

	/** When node 2 is dialled again after a dial at 0 that failed. */
	private long dialledAgain(Disconnect reason, long failedAt) {
		Links links = new Links(this.membership, 1);
		links.want(Set.of(PEER), Set.of(), 0);
		links.dial(PEER, 0, 0);
		Link link = links.to(PEER);
		assertThat(link).isNotNull();
		links.remove(link);
		links.retry(link, reason, false, failedAt);
		links.tick(failedAt);
		assertThat(links.to(PEER)).isNull();
		long due = links.deadline();
		links.tick(due);
		assertThat(links.to(PEER)).isNotNull();
		return due;
	}

}
