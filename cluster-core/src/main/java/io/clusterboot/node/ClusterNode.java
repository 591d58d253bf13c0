package io.clusterboot.node;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Past;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.state.Delta;
import org.jspecify.annotations.Nullable;

/**
 * One life of one member as a pure state machine: input and time in, outputs out. Owned
 * by one thread; it starts no thread, reads no clock and touches no network. Everything
 * random comes from the generator that it is given.
 */
public final class ClusterNode {

	private final ClusterSettings settings;

	private final RandomGenerator random;

	private final Consumer<Output> output;

	private final Calls calls;

	private final Entrance entrance;

	private final long firstLink;

	private final Witness witness;

	private final Commons commons;

	private final Aftermath aftermath;

	private @Nullable Life life;

	private boolean terminated;

	private boolean changed = true;

	private List<String> shownBlockedBy = List.of();

	private long due = Long.MAX_VALUE;

	/** Whether nothing has come since the last conclusions from which any follows. */
	private boolean routine;

	/**
	 * Creates a node that waits for {@link Input.Start}.
	 * @param settings the settings, with the port that is really listened on
	 * @param incarnation this life's number, positive, higher than that of any life
	 * before it at the address
	 * @param past what it brings from the life before
	 * @param firstNumber the first number for own links and calls, positive; numbers of
	 * earlier lives on the same transport must be smaller
	 * @param random the source of everything random
	 * @param output is told, within {@link #handle}, what to do, in order
	 */
	public ClusterNode(ClusterSettings settings, long incarnation, Past past, long firstNumber, RandomGenerator random,
			Consumer<Output> output) {
		this(settings, incarnation, past, firstNumber, random, output, Witness.NONE, Commons.NONE);
	}

	/**
	 * Creates a node of a simulation.
	 * @param settings the settings
	 * @param incarnation this life's number
	 * @param past what it brings from the life before
	 * @param firstNumber the first number for own links and calls
	 * @param random the source of everything random
	 * @param output is told what to do
	 * @param witness is told each step that it takes as a member
	 * @param commons where it shares equal values with the others
	 */
	public ClusterNode(ClusterSettings settings, long incarnation, Past past, long firstNumber, RandomGenerator random,
			Consumer<Output> output, Witness witness, Commons commons) {
		this.witness = witness;
		this.commons = commons;
		this.settings = settings;
		this.random = random;
		this.output = output;
		this.firstLink = firstNumber;
		this.aftermath = new Aftermath(settings.address(), output);
		this.calls = new Calls(output, firstNumber);
		NodeId self = new NodeId(settings.address(), incarnation);
		this.entrance = new Entrance(settings, self, past, random, output, this.calls, new Entrance.Door() {

			@Override
			public void open(ClusterId clusterId, Delta state, long now) {
				enter(clusterId, state, now);
			}

			@Override
			public void closed(String reason) {
				terminate(new Output.Terminated(Output.Cause.JOIN_TIMEOUT, reason, List.of()));
			}

		});
	}

	/**
	 * Takes one input and draws all conclusions.
	 * @param input what happened
	 * @param now monotonic time in ms; never smaller than at the call before
	 */
	public void handle(Input input, long now) {
		receive(input, now);
		settle(now);
	}

	/**
	 * Takes one input and answers what needs an answer. Conclusions wait for
	 * {@link #settle}: with everything that has arrived received before it, nobody is
	 * accused whose sign of life is waiting, and a node that cannot follow does more with
	 * one conclusion instead of falling behind further.
	 * @param input what happened
	 * @param now monotonic time in ms; never smaller than at the call before
	 */
	public void receive(Input input, long now) {
		if (this.terminated) {
			this.aftermath.handle(input);
			return;
		}
		this.routine &= this.life != null && this.life.isRoutine(input);
		if (this.life != null) {
			this.life.awake(now, this.due);
		}
		dispatch(input, now);
	}

	/**
	 * Draws conclusions from what was received and from the time that passed.
	 * @param now monotonic time in ms; never smaller than at the call before
	 */
	public void settle(long now) {
		if (this.routine && now < this.due) {
			return;
		}
		this.routine = true;
		Life member = this.life;
		if (member == null) {
			if (!this.terminated) {
				this.entrance.tick(now);
			}
			member = this.life;
		}
		if (member != null && !this.terminated) {
			Output.Terminated end = member.settle(now);
			if (end != null) {
				terminate(end);
			}
		}
		this.due = deadline();
	}

	private void dispatch(Input input, long now) {
		if (input instanceof Input.FrameReceived received) {
			received(received);
		}
		else if (input instanceof Input.Late late) {
			if (this.life != null) {
				this.life.late(late.millis());
			}
		}
		else if (input instanceof Input.LinkClosed closed) {
			if (this.life != null) {
				this.life.closed(closed.link(), closed.reason(), closed.detail());
			}
		}
		else if (input instanceof Input.CallReceived received) {
			called(received.call(), received.request(), now);
		}
		else if (input instanceof Input.CallAnswered answered) {
			this.calls.answered(answered.call(), answered.response(), now);
		}
		else if (input instanceof Input.CallFailed failed) {
			this.calls.failed(failed.call(), failed.detail(), now);
		}
		else if (input instanceof Input.LeaseAnswered answered) {
			if (this.life != null) {
				this.life.answered(answered);
			}
		}
		else if (input instanceof Input.Start) {
			this.entrance.start(now);
		}
		else if (input instanceof Input.Command command) {
			obey(command);
		}
	}

	private void received(Input.FrameReceived received) {
		if (this.life != null) {
			this.life.received(received.link(), received.frame());
		}
		else if (received.link() < 0) {
			String message = this.settings.address() + " is not in a cluster yet";
			this.output.accept(new Output.Send(received.link(),
					new Frame.Refused(Rejection.NOT_A_MEMBER_YET, message, this.entrance.self())));
			this.output.accept(new Output.Close(received.link(), message));
		}
	}

	private void called(long call, Request request, long now) {
		if (this.life != null) {
			this.life.called(call, request);
		}
		else {
			this.output.accept(new Output.Reply(call, this.entrance.answer(request, now)));
		}
	}

	private void obey(Input.Command command) {
		if (this.life == null && command instanceof Input.Leave) {
			terminate(new Output.Terminated(Output.Cause.LEFT, "this node left before it was a member", List.of()));
		}
		Membership membership = (this.life != null) ? this.life.membership : null;
		this.output.accept(new Output.Done(command.command(), Orders.obey(command, membership)));
	}

	private void enter(ClusterId clusterId, Delta state, long now) {
		Life member = new Life(this.settings, this.entrance.self(), clusterId, this.random, this.output, this.calls,
				this.firstLink, this.witness, this.commons, now);
		this.life = member;
		this.changed = true;
		member.begin(state);
	}

	private void terminate(Output.Terminated end) {
		this.terminated = true;
		this.changed = true;
		this.calls.forgetAll();
		this.life = null;
		this.output.accept(end);
	}

	/**
	 * This life's id; before the node joined it may still take a higher incarnation.
	 * @return the id
	 */
	public NodeId self() {
		return this.entrance.self();
	}

	/**
	 * When the node wants a {@link Input.Tick}.
	 * @return monotonic time in ms, {@link Long#MAX_VALUE} for never; may change with
	 * every input
	 */
	public long nextDeadline() {
		return this.due;
	}

	private long deadline() {
		if (this.terminated) {
			return Long.MAX_VALUE;
		}
		return (this.life != null) ? this.life.deadline() : this.entrance.deadline();
	}

	/**
	 * Whether anything that {@link #snapshot} shows may have changed since the last
	 * snapshot.
	 * @return true if a new snapshot is worth taking
	 */
	public boolean hasChanged() {
		return this.changed
				|| ((this.life != null) ? this.life.hasChanged() : !blockedBy().equals(this.shownBlockedBy));
	}

	/**
	 * What this node knows as a member.
	 * @return null before it joined and after its end
	 */
	public @Nullable Insight insight() {
		return (this.life != null) ? this.life.insight() : null;
	}

	/**
	 * A picture of the present state.
	 * @param view the number of the picture
	 * @return an immutable snapshot
	 */
	public ClusterState snapshot(long view) {
		this.changed = false;
		if (this.life != null) {
			return this.life.snapshot(view);
		}
		this.shownBlockedBy = blockedBy();
		return ClusterState.outside(this.settings.name(), this.entrance.self(), view, this.shownBlockedBy);
	}

	private List<String> blockedBy() {
		return this.terminated ? List.of() : this.entrance.blockedBy();
	}

}
