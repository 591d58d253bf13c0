package io.clusterboot.sample.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.sample.traffic.TrafficReport.Sent;
import io.clusterboot.spring.messaging.ClusterTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willReturn;
import static org.mockito.Mockito.mock;

class TrafficWatchTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final Cluster cluster = mock(Cluster.class);

	private final ClusterTemplate template = mock(ClusterTemplate.class);

	private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

	private final TrafficWatch watch = new TrafficWatch(this.cluster,
			this.beans.getBeanProvider(ClusterTemplate.class));

	@Test
	void aMemberThatFailsIsSilentOrIsUnreachableIsLeftOut() {
		this.beans.addBean("template", this.template);
		Member answering = member(1, true);
		Member failing = member(2, true);
		Member silent = member(3, true);
		Member unreachable = member(4, false);
		members(answering, failing, silent, unreachable);
		TrafficReport report = new TrafficReport("127.0.0.1:1", "1", 1, List.of(new Sent("127.0.0.1:2", 5, 50)));
		answers(answering, CompletableFuture.completedFuture(report));
		answers(failing, CompletableFuture.failedFuture(new UndeliveredException(Reason.NOT_CONNECTED, "no")));
		answers(silent, new CompletableFuture<>());
		assertThat(this.watch.look()).succeedsWithin(SOON)
			.isEqualTo(List.of(new Flow("127.0.0.1:1", "127.0.0.1:2", 0, 0, 5)));
	}

	@Test
	void withoutMessagingThereIsNothingToSee() {
		assertThat(this.watch.look()).isCompletedWithValue(List.of());
	}

	private void answers(Member member, CompletableFuture<TrafficReport> answer) {
		willReturn(answer).given(this.template).ask(member.address(), TrafficReporter.HANDLER, "", TrafficReport.class);
	}

	private void members(Member... members) {
		given(this.cluster.state()).willReturn(new ClusterState("shop", new ClusterId(1, 2), 1, true, List.of(),
				members[0].id(), List.of(members), List.of(), List.of(), null, null, Map.of(), List.of()));
	}

	private static Member member(int port, boolean reachable) {
		return new Member(new NodeId(new NodeAddress("127.0.0.1", port), 1), MemberStatus.UP, reachable,
				new TreeSet<>(), port, "1.0.0", Map.of());
	}

}
