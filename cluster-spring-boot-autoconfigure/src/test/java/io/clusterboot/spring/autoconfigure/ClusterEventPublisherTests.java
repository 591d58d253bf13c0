package io.clusterboot.spring.autoconfigure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.DowningDecision;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.Unreachability;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.spring.event.ClusterEvent;
import io.clusterboot.spring.event.DowningDecidedEvent;
import io.clusterboot.spring.event.LeaderChangedEvent;
import io.clusterboot.spring.event.MemberEvent;
import io.clusterboot.spring.event.MemberJoinedEvent;
import io.clusterboot.spring.event.MemberUnreachableEvent;
import io.clusterboot.spring.event.MemberUpEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterEventPublisher} and {@link ClusterEventListenerFactory}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClusterEventPublisherTests {

	private static final Member JOINING = FakeCluster.member(7946, MemberStatus.JOINING);

	private static final Member UP = FakeCluster.member(7946, MemberStatus.UP);

	private final FakeCluster cluster = new FakeCluster();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class))
		.withBean(FakeCluster.class, () -> this.cluster)
		.withBean(Listener.class);

	@Test
	void listenersAreToldInOrder() {
		this.contextRunner.run((context) -> {
			joinAndGoUp();
			assertThat(context.getBean(Listener.class).events).extracting((event) -> event.getClass().getSimpleName())
				.containsExactly("MemberJoinedEvent", "MemberUpEvent", "LeaderChangedEvent");
		});
	}

	@Test
	void anEventCarriesMemberStatusesStateAndView() {
		this.contextRunner.run((context) -> {
			joinAndGoUp();
			List<ClusterEvent> events = context.getBean(Listener.class).events;
			assertThat(events).allSatisfy((event) -> assertThat(event.getCluster()).isSameAs(this.cluster));
			assertThat(events.get(0)).isInstanceOfSatisfying(MemberJoinedEvent.class, (joined) -> {
				assertThat(joined.getMember()).isEqualTo(JOINING);
				assertThat(joined.getPreviousStatus()).isNull();
				assertThat(joined.getStatus()).isEqualTo(MemberStatus.JOINING);
				assertThat(joined.getView()).isEqualTo(1);
			});
			assertThat(events.get(1)).isInstanceOfSatisfying(MemberUpEvent.class, (up) -> {
				assertThat(up.getPreviousStatus()).isEqualTo(MemberStatus.JOINING);
				assertThat(up.getStatus()).isEqualTo(MemberStatus.UP);
				assertThat(up.getState().members()).containsExactly(UP);
				assertThat(up.getView()).isEqualTo(2);
				assertThat(up).hasToString("MemberUpEvent[member=" + UP.id() + ", previousStatus=JOINING, view=2]");
			});
			assertThat(events.get(2)).isInstanceOfSatisfying(LeaderChangedEvent.class,
					(changed) -> assertThat(changed.getLeader()).isEqualTo(UP));
		});
	}

	@Test
	void theStateIsVisibleBeforeTheEvent() {
		this.contextRunner.run((context) -> {
			joinAndGoUp();
			assertThat(context.getBean(Listener.class).visibleViews).containsExactly(1L, 2L, 2L);
		});
	}

	@Test
	void anEventOfAnotherKindCarriesWhatItIsAbout() {
		this.contextRunner.run((context) -> {
			Member other = FakeCluster.member(7947, MemberStatus.UP);
			Unreachability unreachability = new Unreachability(other.id(), List.of(UP.id()), Evidence.CRASHED);
			ClusterState state = FakeCluster.withUnreachable(FakeCluster.state(3, UP, other), List.of(unreachability),
					List.of());
			this.cluster.emit(new io.clusterboot.api.ReachabilityEvent.MemberUnreachable(other, unreachability, state));
			assertThat(context.getBean(Listener.class).events).singleElement()
				.isInstanceOfSatisfying(MemberUnreachableEvent.class, (event) -> {
					assertThat(event.getMember()).isEqualTo(other);
					assertThat(event.getUnreachability()).isEqualTo(unreachability);
				});
		});
	}

	@Test
	void aDecisionOfTheResolverIsPublished() {
		this.contextRunner.run((context) -> {
			DowningDecision decision = new DowningDecision(Instant.EPOCH, DowningMode.KEEP_OLDEST, "because",
					List.of(UP.id()), 1, List.of(UP.id()));
			this.cluster.emit(new io.clusterboot.api.ClusterEvent.DowningDecided(decision,
					FakeCluster.state(3, UP).withLastDecision(decision)));
			assertThat(context.getBean(Listener.class).events).singleElement()
				.isInstanceOfSatisfying(DowningDecidedEvent.class, (event) -> {
					assertThat(event.getDecision()).isEqualTo(decision);
					assertThat(event.getState().lastDecision()).isEqualTo(decision);
					assertThat(event)
						.hasToString("DowningDecidedEvent[strategy=keep-oldest, down=[" + UP.id() + "], view=3]");
				});
		});
	}

	@Test
	void aListenerOfABaseTypeHearsOfAllItsKinds() {
		this.contextRunner.run((context) -> {
			joinAndGoUp();
			assertThat(context.getBean(Listener.class).memberEvents).hasSize(2);
		});
	}

	@Test
	void whatAListenerThrowsIsLoggedAndStopsNoOther(CapturedOutput output) {
		this.contextRunner.withBean(Failing.class).run((context) -> {
			joinAndGoUp();
			assertThat(context.getBean(Listener.class).events).hasSize(3);
			assertThat(output).contains("Failing.onMemberUp").contains("on purpose");
		});
	}

	@Test
	void noEventIsPublishedBeforeTheListenersExist() {
		this.contextRunner.withBean("early", Object.class, () -> {
			joinAndGoUp();
			return new Object();
		}).run((context) -> assertThat(context.getBean(Listener.class).events).isEmpty());
	}

	@Test
	void eventsOfLeavingArriveWhileListenersLiveAndNoneAfterTheContextClosed() {
		this.contextRunner.run((context) -> {
			Listener listener = context.getBean(Listener.class);
			context.close();
			assertThat(listener.destroyed).isTrue();
			joinAndGoUp();
			assertThat(listener.events).isEmpty();
		});
	}

	private void joinAndGoUp() {
		ClusterState up = FakeCluster.state(2, UP);
		this.cluster
			.emit(new io.clusterboot.api.MemberEvent.MemberJoined(JOINING, null, FakeCluster.state(1, JOINING)));
		this.cluster.emit(new io.clusterboot.api.MemberEvent.MemberUp(UP, MemberStatus.JOINING, up));
		this.cluster.emit(new io.clusterboot.api.ClusterEvent.LeaderChanged(UP, up));
	}

	static class Listener implements DisposableBean {

		final List<ClusterEvent> events = new CopyOnWriteArrayList<>();

		final List<MemberEvent> memberEvents = new ArrayList<>();

		final List<Long> visibleViews = new ArrayList<>();

		private final Cluster cluster;

		private volatile boolean destroyed;

		Listener(Cluster cluster) {
			this.cluster = cluster;
		}

		@EventListener
		@Order(2)
		void onAny(ClusterEvent event) {
			this.events.add(event);
			this.visibleViews.add(this.cluster.state().view());
		}

		@EventListener
		void onMember(MemberEvent event) {
			this.memberEvents.add(event);
		}

		@Override
		public void destroy() {
			this.destroyed = true;
		}

	}

	static class Failing {

		@EventListener
		@Order(1)
		void onMemberUp(MemberUpEvent event) {
			throw new IllegalStateException("on purpose");
		}

		@EventListener(classes = LeaderChangedEvent.class)
		@Order(1)
		void onLeader() {
			throw new IllegalStateException("on purpose");
		}

	}

}
