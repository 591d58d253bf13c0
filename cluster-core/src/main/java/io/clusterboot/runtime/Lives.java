package io.clusterboot.runtime;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.DowningDecision;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.OnRemoved;
import io.clusterboot.joining.Past;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * One life of a node after another at one address. A life that others ended is followed
 * by a new one with a higher incarnation, which only joins and never forms a cluster,
 * unless the settings say otherwise or the user wanted to leave. Used by the event loop
 * alone.
 */
final class Lives implements EventLoop.Driven {

	/** How many numbers a life has for its links and calls. */
	private static final int NUMBER_BITS = 40;

	private final ClusterSettings settings;

	private final Engine.Factory factory;

	private final Transport transport;

	private final Audience audience;

	private final Leases leases;

	private final BackOff backOff = new BackOff();

	private final SecureRandom seeds = new SecureRandom();

	/** What has to be told, but only after the state that it belongs to. */
	private final List<Runnable> afterPublication = new ArrayList<>();

	private Engine life;

	private long count;

	private long startAt = Long.MAX_VALUE;

	private boolean leaving;

	private boolean over;

	private Output.@Nullable Terminated end;

	private @Nullable DowningDecision lastDecision;

	/**
	 * Starts the first life, which waits for {@link Input.Start}.
	 * @param settings the settings, with the port that is listened on
	 * @param factory makes lives
	 * @param transport the network
	 * @param audience is told what happens
	 * @param leases asks for the lease that decides a split
	 */
	Lives(ClusterSettings settings, Engine.Factory factory, Transport transport, Audience audience, Leases leases) {
		this.settings = settings;
		this.factory = factory;
		this.transport = transport;
		this.audience = audience;
		this.leases = leases;
		this.life = create(Incarnations.next(settings.address(), 0), Past.NONE);
		publish(this.life.snapshot(0));
	}

	@Override
	public void handle(Input input, long now) {
		this.leaving |= input instanceof Input.Leave;
		this.life.receive(input, now);
		if (input instanceof Input.FrameReceived received) {
			this.transport.handled(received.link());
		}
		if (this.over && input instanceof Input.Leave) {
			this.audience.commands().departed();
		}
	}

	@Override
	public void tick(long now) {
		if (now >= this.startAt) {
			this.startAt = Long.MAX_VALUE;
			this.life.receive(new Input.Start(), now);
		}
		else {
			this.life.receive(new Input.Tick(), now);
		}
	}

	@Override
	public long nextDeadline() {
		return Math.min(this.startAt, this.life.nextDeadline());
	}

	@Override
	public void settle(long now) {
		this.life.settle(now);
		Output.Terminated ended = this.end;
		this.end = null;
		ClusterState before = this.audience.state();
		if (ended != null) {
			List<String> blockedBy = (ended.cause() == Output.Cause.LEFT) ? List.of() : List.of(ended.message());
			publish(ClusterState.outside(before.name(), this.life.self(), before.view() + 1, blockedBy));
		}
		else if (!this.over && this.life.hasChanged()) {
			ClusterState state = this.life.snapshot(before.view() + 1);
			publish(state);
			noticeUp(state, now);
		}
		this.afterPublication.forEach(Runnable::run);
		this.afterPublication.clear();
		if (ended != null) {
			end(ended, before, now);
		}
	}

	private void end(Output.Terminated ended, ClusterState before, long now) {
		boolean byOthers = ended.cause() == Output.Cause.REMOVED || ended.cause() == Output.Cause.DISSOLVED;
		if (byOthers && !this.leaving && this.settings.join().onRemoved() == OnRemoved.REJOIN) {
			long wait = this.backOff.ended(now);
			this.audience.ended(ended, wait);
			long incarnation = Incarnations.next(this.settings.address(), this.life.self().incarnation());
			this.life = create(incarnation, new Past(true, ended.contacts()));
			this.startAt = now + wait;
			publish(ClusterState.outside(before.name(), this.life.self(), this.audience.state().view() + 1,
					List.of(ended.message())));
		}
		else {
			this.over = true;
			this.audience.ended(ended, -1);
			this.audience.commands().departed();
		}
	}

	private Engine create(long incarnation, Past past) {
		long firstNumber = (this.count << NUMBER_BITS) + 1;
		this.count++;
		return this.factory.create(this.settings, incarnation, past, firstNumber,
				new SplittableRandom(this.seeds.nextLong()), this::perform);
	}

	private void perform(Output output) {
		if (output instanceof Output.Network network) {
			this.transport.perform(network);
		}
		else if (output instanceof Output.Notice notice) {
			this.audience.notice(notice);
		}
		else if (output instanceof Output.Done done) {
			this.afterPublication.add(() -> this.audience.commands().done(done.command(), done.failure()));
		}
		else if (output instanceof Output.ForeignCluster foreign) {
			this.afterPublication
				.add(() -> this.audience.tell(new ClusterEvent.ForeignClusterDetected(foreign.contact(),
						foreign.foreignId(), this.audience.state())));
		}
		else if (output instanceof Output.AcquireLease question) {
			this.leases.acquire(question);
		}
		else if (output instanceof Output.Decided decided) {
			decided(decided);
		}
		else if (output instanceof Output.Terminated terminated) {
			this.end = terminated;
		}
	}

	private void decided(Output.Decided decided) {
		DowningDecision decision = new DowningDecision(Instant.now(), decided.strategy(), decided.reason(),
				decided.down(), decided.reachable(), decided.unreachable());
		this.lastDecision = decision;
		this.afterPublication
			.add(() -> this.audience.tell(new ClusterEvent.DowningDecided(decision, this.audience.state())));
	}

	private void publish(ClusterState state) {
		this.audience.publish(state.withLastDecision(this.lastDecision));
	}

	private void noticeUp(ClusterState state, long now) {
		if (!this.backOff.isUp() && state.clusterId() != null) {
			Consumer<Member> up = (member) -> this.backOff.up(now);
			state.member(state.self()).filter((member) -> member.status() == MemberStatus.UP).ifPresent(up);
		}
	}

}
