package io.clusterboot.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningDecision;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.Lease;
import io.clusterboot.api.MemberEvent;
import io.clusterboot.api.NoSuchMemberException;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.OnRemoved;
import io.clusterboot.joining.Past;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The world round a node that does what the test says.
 */
class ClusterRuntimeTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final FakeTransport transport = new FakeTransport();

	private final BlockingQueue<FakeEngine> lives = new LinkedBlockingQueue<>();

	private final BlockingQueue<ClusterEvent> events = new LinkedBlockingQueue<>();

	private final BlockingQueue<Output.Terminated> ends = new LinkedBlockingQueue<>();

	private BiConsumer<FakeEngine, Input> behaviour = (life, input) -> {
		if (input instanceof Input.Start) {
			life.show(1);
		}
	};

	private OnRemoved onRemoved = OnRemoved.REJOIN;

	private List<NodeAddress> seeds = List.of(new NodeAddress("seed", 7946));

	private final Lease lease = (name, owner, validity) -> name.equals("free");

	private ClusterRuntime runtime = create();

	@AfterEach
	void close() {
		this.runtime.close();
	}

	@Test
	void nothingIsKnownBeforeTheNodeIsBound() {
		assertThat(this.runtime.state().members()).isEmpty();
		assertThat(this.runtime.state().view()).isZero();
		assertThat(this.runtime.leave()).isCompleted();
		assertThat(this.runtime.down(new NodeAddress("x", 1))).isCompletedExceptionally();
	}

	@Test
	void bindingTellsThePortAndDoesNotLookForACluster() throws Exception {
		assertThat(this.runtime.bind()).isEqualTo(new NodeAddress("127.0.0.1", FakeTransport.PORT));
		FakeEngine life = life();
		assertThat(life.settings.address().port()).isEqualTo(FakeTransport.PORT);
		assertThat(life.past).isEqualTo(Past.NONE);
		assertThat(this.runtime.state().self()).isEqualTo(life.self());
		assertThat(this.runtime.settings().address().port()).isZero();
		assertThat(life.handled).isEmpty();
	}

	@Test
	void joiningBindsAndStartsOnce() throws Exception {
		this.runtime.join();
		this.runtime.join();
		FakeEngine life = life();
		life.next(Input.Start.class);
		awaitMembers(1);
		assertThat(life.handled).noneMatch((input) -> input instanceof Input.Start);
	}

	@Test
	void framesAreHandledAndAskedForOneByOne() throws Exception {
		this.runtime.bind();
		FakeEngine life = life();
		for (int i = 1; i <= 200; i++) {
			this.transport.tell(new Input.FrameReceived(-i, new Frame.GossipAck(i)));
		}
		for (int i = 1; i <= 200; i++) {
			assertThat(life.next(Input.FrameReceived.class).link()).isEqualTo(-i);
		}
		this.runtime.close();
		assertThat(this.transport.handled).hasSize(200).startsWith(-1L, -2L).endsWith(-200L);
	}

	@Test
	void whatTheNodeWantsSentIsPerformed() throws Exception {
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start) {
				life.output(new Output.Dial(1, new NodeAddress("other", 1)));
			}
		};
		this.runtime.join();
		life().next(Input.Start.class);
		this.runtime.close();
		assertThat(this.transport.performed).containsExactly(new Output.Dial(1, new NodeAddress("other", 1)));
		assertThat(this.transport.closed).isTrue();
	}

	@Test
	void aStateIsVisibleBeforeItsEvents() throws Exception {
		AtomicReference<Boolean> visible = new AtomicReference<>(true);
		this.runtime
			.subscribe((event) -> visible.compareAndSet(true, this.runtime.state().view() >= event.state().view()));
		this.runtime.subscribe(this.events::add);
		this.runtime.join();
		event(MemberEvent.MemberUp.class);
		assertThat(visible.get()).isTrue();
	}

	@Test
	void aLateSubscriberIsToldThePresentStateAndThenEachChangeOnce() throws Exception {
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start) {
				life.show(2);
			}
			if (input instanceof Input.CallReceived) {
				life.show(3);
			}
		};
		this.runtime.join();
		awaitMembers(2);
		this.runtime.subscribe(this.events::add);
		event(MemberEvent.MemberUp.class);
		event(MemberEvent.MemberUp.class);
		event(ClusterEvent.LeaderChanged.class);
		this.transport.tell(new Input.CallReceived(1, null));
		assertThat(event(MemberEvent.MemberUp.class).member().address().port()).isEqualTo(7002);
		this.runtime.close();
		event(ClusterEvent.ClusterShuttingDown.class);
		assertThat(this.events).hasSize(4);
	}

	@Test
	void aListenerThatFailsHurtsNoOther() throws Exception {
		this.runtime.subscribe((event) -> {
			throw new IllegalStateException("expected in this test");
		});
		this.runtime.subscribe(this.events::add);
		this.runtime.join();
		event(MemberEvent.MemberUp.class);
		event(ClusterEvent.LeaderChanged.class);
	}

	@Test
	void aSlowListenerDelaysNeitherTheNodeNorItsState() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		this.runtime.subscribe((event) -> awaitQuietly(release));
		this.runtime.join();
		FakeEngine life = life();
		awaitMembers(1);
		for (int i = 1; i <= 1000; i++) {
			this.transport.tell(new Input.FrameReceived(-i, new Frame.GossipAck(i)));
		}
		for (int i = 1; i <= 1000; i++) {
			life.next(Input.FrameReceived.class);
		}
		release.countDown();
	}

	@Test
	void aCommandEndsAfterItsStateCanBeRead() throws Exception {
		this.behaviour = (life, input) -> {
			if (input instanceof Input.DownMember down) {
				life.show(5);
				life.output(new Output.Done(down.command(), null));
			}
		};
		this.runtime.join();
		CompletableFuture<Integer> seen = this.runtime.down(new NodeAddress("other", 1))
			.thenApply((done) -> this.runtime.state().members().size());
		assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(5);
	}

	@Test
	void aCommandThatFailsSaysWhy() {
		NodeAddress stranger = new NodeAddress("stranger", 1);
		this.behaviour = (life, input) -> {
			if (input instanceof Input.LeaveMember leave) {
				life.output(new Output.Done(leave.command(), new NoSuchMemberException(stranger)));
			}
		};
		this.runtime.join();
		assertThat(this.runtime.leave(stranger)).failsWithin(PATIENCE)
			.withThrowableThat()
			.withCauseInstanceOf(NoSuchMemberException.class);
	}

	@Test
	void codeOfUsersNeverRunsOnTheLoop() throws Exception {
		this.behaviour = (life, input) -> {
			if (input instanceof Input.PutMetadata put) {
				life.output(new Output.Done(put.command(), null));
			}
		};
		this.runtime.join();
		CountDownLatch registered = new CountDownLatch(1);
		this.runtime.subscribe((event) -> awaitQuietly(registered));
		CompletableFuture<String> thread = this.runtime.putMetadata(Map.of("a", "b"))
			.thenApply((done) -> Thread.currentThread().getName());
		registered.countDown();
		// the caller's thread, if the command was done before it looked
		assertThat(thread.get(10, TimeUnit.SECONDS)).isIn("cluster-events-" + FakeTransport.PORT,
				Thread.currentThread().getName());
	}

	@Test
	void leavingEndsWithTheLifeAndStartsNoOther() throws Exception {
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start) {
				life.show(2);
			}
			if (input instanceof Input.Leave) {
				life.terminate(Output.Cause.REMOVED);
			}
		};
		this.runtime.onTerminated(this.ends::add);
		this.runtime.subscribe(this.events::add);
		this.runtime.join();
		life();
		awaitMembers(2);
		this.runtime.leave().get(10, TimeUnit.SECONDS);
		assertThat(this.runtime.state().clusterId()).isNull();
		assertThat(end().cause()).isEqualTo(Output.Cause.REMOVED);
		event(ClusterEvent.ClusterShuttingDown.class);
		event(MemberEvent.MemberRemoved.class);
		assertThat(this.lives).isEmpty();
		this.runtime.leave().get(10, TimeUnit.SECONDS);
	}

	@Test
	void aRemovedNodeJoinsAgainAsANewLife() throws Exception {
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start && life.past == Past.NONE) {
				life.show(3);
			}
			if (input instanceof Input.CallReceived) {
				life.terminate(Output.Cause.REMOVED);
			}
		};
		this.runtime.onTerminated(this.ends::add);
		this.runtime.join();
		FakeEngine first = life();
		awaitMembers(3);
		this.transport.tell(new Input.CallReceived(1, null));
		FakeEngine second = life();
		assertThat(second.past).isEqualTo(new Past(true, List.of(new NodeAddress("contact", 7946))));
		assertThat(second.self().incarnation()).isGreaterThan(first.self().incarnation());
		assertThat(second.firstNumber).isGreaterThan(first.firstNumber + 1_000_000_000);
		long start = System.nanoTime();
		second.next(Input.Start.class);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
		assertThat(this.runtime.state().self()).isEqualTo(second.self());
		assertThat(this.ends).isEmpty();
	}

	@Test
	void aDissolvedClusterJoinsTheOtherOne() throws Exception {
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start && life.past == Past.NONE) {
				life.terminate(Output.Cause.DISSOLVED);
			}
		};
		this.runtime.join();
		life();
		assertThat(life().past.contacts()).containsExactly(new NodeAddress("contact", 7946));
	}

	@Test
	void aRemovedNodeStaysAwayIfTheSettingsSaySo() throws Exception {
		this.onRemoved = OnRemoved.SHUTDOWN_APPLICATION;
		this.runtime = create();
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start) {
				life.terminate(Output.Cause.REMOVED);
			}
		};
		this.runtime.onTerminated(this.ends::add);
		this.runtime.join();
		assertThat(end().cause()).isEqualTo(Output.Cause.REMOVED);
		assertThat(this.runtime.state().blockedBy()).containsExactly("because of REMOVED");
		life();
		assertThat(this.lives).isEmpty();
	}

	@Test
	void aRemovedNodeThatStaysAwaySaysWhyUntilItsEnd() throws Exception {
		this.onRemoved = OnRemoved.STOP_CLUSTER;
		this.runtime = create();
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start) {
				life.terminate(Output.Cause.REMOVED);
			}
		};
		this.runtime.onTerminated(this.ends::add);
		this.runtime.join();
		end();
		// what others still send to it
		this.transport.tell(new Input.Late(1));
		life().next(Input.Late.class);
		this.runtime.close();
		assertThat(this.runtime.state().clusterId()).isNull();
		assertThat(this.runtime.state().blockedBy()).containsExactly("because of REMOVED");
	}

	@Test
	void aJoinThatTimedOutIsTold() throws Exception {
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start) {
				life.terminate(Output.Cause.JOIN_TIMEOUT);
			}
		};
		this.runtime.onTerminated(this.ends::add);
		this.runtime.join();
		assertThat(end().cause()).isEqualTo(Output.Cause.JOIN_TIMEOUT);
	}

	@Test
	void aForeignClusterIsAnEvent() throws Exception {
		ClusterId foreign = new ClusterId(5, 6);
		NodeAddress contact = new NodeAddress("far", 1);
		this.behaviour = (life, input) -> life.output(new Output.ForeignCluster(contact, foreign));
		this.runtime.subscribe(this.events::add);
		this.runtime.join();
		ClusterEvent.ForeignClusterDetected event = event(ClusterEvent.ForeignClusterDetected.class);
		assertThat(event.contact()).isEqualTo(contact);
		assertThat(event.foreignId()).isEqualTo(foreign);
	}

	@Test
	void aNodeThatFailsIsNoZombie() throws Exception {
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start) {
				life.show(1);
			}
			if (input instanceof Input.LeaveMember) {
				throw new IllegalStateException("expected in this test");
			}
		};
		this.runtime.onTerminated(this.ends::add);
		this.runtime.subscribe(this.events::add);
		this.runtime.join();
		awaitMembers(1);
		CompletableFuture<Void> lost = this.runtime.leave(new NodeAddress("other", 1));
		assertThat(lost).failsWithin(PATIENCE);
		assertThat(end().message()).contains("internal error");
		event(ClusterEvent.ClusterShuttingDown.class);
		assertThat(this.transport.closed).isTrue();
		assertThat(this.runtime.state().blockedBy()).hasSize(1);
		assertThat(this.runtime.leave()).succeedsWithin(PATIENCE);
		assertThat(this.runtime.down(new NodeAddress("other", 1))).failsWithin(PATIENCE);
	}

	@Test
	void closingTellsTheEndAndEndsTheThreads() throws Exception {
		this.runtime.join();
		awaitMembers(1);
		this.runtime.subscribe(this.events::add);
		event(ClusterEvent.LeaderChanged.class);
		this.runtime.close();
		event(ClusterEvent.ClusterShuttingDown.class);
		event(MemberEvent.MemberRemoved.class);
		assertThat(event(ClusterEvent.LeaderChanged.class).leader()).isNull();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.doesNotContain("cluster-" + FakeTransport.PORT, "cluster-events-" + FakeTransport.PORT);
		this.runtime.close();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> this.runtime.join());
	}

	@Test
	void aDecisionIsToldAfterItsStateAndStaysInTheStateAlsoOfTheNextLife() throws Exception {
		NodeId gone = new NodeId(new NodeAddress("other", 7001), 1);
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start) {
				life.show(2);
			}
			if (input instanceof Input.CallReceived) {
				life.show(1);
				life.output(new Output.Decided(DowningMode.DOWN_ALL, "because", List.of(gone), 1, List.of(gone)));
			}
			if (input instanceof Input.CallFailed) {
				life.terminate(Output.Cause.REMOVED);
			}
		};
		this.runtime.subscribe(this.events::add);
		this.runtime.join();
		awaitMembers(2);
		assertThat(this.runtime.state().lastDecision()).isNull();
		Instant before = Instant.now();
		this.transport.tell(new Input.CallReceived(1, null));
		event(MemberEvent.MemberRemoved.class);
		ClusterEvent.DowningDecided decided = event(ClusterEvent.DowningDecided.class);
		DowningDecision decision = decided.decision();
		assertThat(decision.at()).isBetween(before, Instant.now());
		assertThat(decision).isEqualTo(
				new DowningDecision(decision.at(), DowningMode.DOWN_ALL, "because", List.of(gone), 1, List.of(gone)));
		assertThat(decided.state().lastDecision()).isEqualTo(decision);
		assertThat(decided.state().members()).hasSize(1);
		life();
		this.transport.tell(new Input.CallFailed(1, Disconnect.UNREACHABLE, ""));
		life().next(Input.Start.class);
		awaitMembers(2);
		assertThat(this.runtime.state().lastDecision()).isEqualTo(decision);
	}

	@Test
	void theLeaseIsAskedAndItsAnswerIsAnInput() throws Exception {
		Output.AcquireLease free = question(1, "free");
		Output.AcquireLease taken = question(2, "taken");
		this.behaviour = (life, input) -> {
			if (input instanceof Input.Start) {
				life.output(free);
				life.output(taken);
			}
		};
		this.runtime.join();
		FakeEngine life = life();
		List<Input.LeaseAnswered> answers = List.of(life.next(Input.LeaseAnswered.class),
				life.next(Input.LeaseAnswered.class));
		assertThat(answers).containsExactlyInAnyOrder(new Input.LeaseAnswered(free, true, ""),
				new Input.LeaseAnswered(taken, false, "it is held by another side"));
	}

	@Test
	void leaseMajorityWithoutALeaseIsRefusedWithTheProperty() {
		ClusterSettings settings = ClusterSettings.builder()
			.downing(DowningSettings.builder().strategy(DowningMode.LEASE_MAJORITY).build())
			.build();
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new ClusterRuntime(settings, this.transport))
			.satisfies((failure) -> assertThat(failure.property()).isEqualTo("cluster.downing.strategy"));
	}

	private static Output.AcquireLease question(long number, String name) {
		return new Output.AcquireLease(number, name, "owner", Duration.ofMinutes(2), Duration.ofSeconds(10));
	}

	private ClusterRuntime create() {
		JoinSettings join = new JoinSettings(this.seeds, Duration.ofSeconds(5), null, this.onRemoved,
				JoinSettings.DEFAULT.onForeignCluster());
		ClusterSettings settings = ClusterSettings.builder()
			.address(new NodeAddress("127.0.0.1", 0))
			.join(join)
			.build();
		return new ClusterRuntime(settings, this.transport, this.lease,
				FakeEngine.factory(this.lives, (life, input) -> this.behaviour.accept(life, input)),
				MembershipLog.MEMBERSHIP);
	}

	private FakeEngine life() throws InterruptedException {
		FakeEngine life = this.lives.poll(10, TimeUnit.SECONDS);
		assertThat(life).isNotNull();
		return life;
	}

	private Output.Terminated end() throws InterruptedException {
		Output.Terminated end = this.ends.poll(10, TimeUnit.SECONDS);
		assertThat(end).isNotNull();
		return end;
	}

	private <T extends ClusterEvent> T event(Class<T> type) throws InterruptedException {
		ClusterEvent event = this.events.poll(10, TimeUnit.SECONDS);
		while (!type.isInstance(event)) {
			assertThat(event).as("no %s in time", type.getSimpleName()).isNotNull();
			event = this.events.poll(10, TimeUnit.SECONDS);
		}
		return type.cast(event);
	}

	private void awaitMembers(int count) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (this.runtime.state().members().size() != count) {
			assertThat(System.nanoTime()).as("no %s members in time", count).isLessThan(deadline);
			Thread.sleep(1);
		}
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
