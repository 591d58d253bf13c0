package io.clusterboot.simulator.world;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.OnRemoved;
import io.clusterboot.joining.Past;
import io.clusterboot.node.ClusterNode;
import io.clusterboot.node.Input;
import io.clusterboot.node.Insight;
import io.clusterboot.node.Output;
import org.jspecify.annotations.Nullable;

/**
 * One machine of a simulated cluster with the process on it.
 */
public final class SimulatedNode {

	/** Numbers for links and calls that a life has. */
	private static final long NUMBERS = 1_000_000;

	/** How long a removed node waits before it joins again. */
	private static final long BACK_OFF = 1000;

	private final SimulatedCluster cluster;

	private final int index;

	private final ClusterSettings settings;

	private final SplittableRandom random;

	private final Turns turns;

	private final WallClock wallClock;

	private @Nullable ClusterNode node;

	private @Nullable ClusterState state;

	private int lives;

	private boolean running;

	private boolean paused;

	private long process;

	private long view;

	private Output.@Nullable Terminated end;

	SimulatedNode(SimulatedCluster cluster, int index, ClusterSettings settings, SplittableRandom random) {
		this.cluster = cluster;
		this.index = index;
		this.settings = settings;
		this.random = random;
		LocalClock clock = new LocalClock(1_000_000L + random.nextInt(1_000_000),
				random.nextInt(2 * LocalClock.WORST_DRIFT + 1) - LocalClock.WORST_DRIFT);
		this.wallClock = new WallClock(random.nextInt(10_000));
		this.turns = new Turns(cluster, clock, random.nextInt(4) == 0, worker());
	}

	/**
	 * The node's place.
	 * @return from 0
	 */
	public int index() {
		return this.index;
	}

	/**
	 * The node's address.
	 * @return the same for all its lives
	 */
	public NodeAddress address() {
		return this.settings.address();
	}

	/**
	 * The node's settings.
	 * @return the settings
	 */
	public ClusterSettings settings() {
		return this.settings;
	}

	/**
	 * The cluster that this node belongs to.
	 * @return the world
	 */
	public SimulatedCluster cluster() {
		return this.cluster;
	}

	/**
	 * The present, or last, life.
	 * @return its id
	 * @throws IllegalStateException if the node was never started
	 */
	public NodeId id() {
		return life().self();
	}

	private ClusterNode life() {
		if (this.node == null) {
			throw new IllegalStateException("Node " + this.index + " was never started");
		}
		return this.node;
	}

	/**
	 * Whether the process is there; a paused one is.
	 * @return false before its start and after its end
	 */
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Whether the process is stopped by SIGSTOP.
	 * @return true between {@link #pause} and {@link #resume}
	 */
	public boolean isPaused() {
		return this.paused;
	}

	/**
	 * Whether it takes a while to handle what arrives.
	 * @return true if {@link #slow} was asked for
	 */
	public boolean isSlow() {
		return this.turns.isSlow();
	}

	/**
	 * How many processes were started at this address.
	 * @return the number of the present, or last, process
	 */
	public long process() {
		return this.process;
	}

	/**
	 * What users of this node see.
	 * @return the last snapshot
	 */
	public ClusterState state() {
		ClusterNode life = life();
		if (this.state == null || life.hasChanged()) {
			this.state = life.snapshot(++this.view);
		}
		return this.state;
	}

	/**
	 * What the node knows as a member.
	 * @return null when it does not run or is in no cluster
	 */
	public @Nullable Insight insight() {
		return (this.running && this.node != null) ? this.node.insight() : null;
	}

	/** Starts the process, unless it runs. */
	public void start() {
		if (this.running) {
			return;
		}
		this.running = true;
		this.paused = false;
		this.process++;
		this.turns.reset();
		this.state = null;
		this.cluster.listeners().started(this);
		live(Past.NONE);
	}

	private void live(Past past) {
		this.lives++;
		long byClock = this.wallClock.incarnation(this.lives, this.cluster.now());
		// a process knows its earlier lives; a new one, on a clock that went back, does
		// not
		long incarnation = past.removed() ? Math.max(byClock, id().incarnation() + 1) : byClock;
		this.node = new ClusterNode(this.settings, incarnation, past, this.lives * NUMBERS, this.random.split(),
				this::perform, Testimony.of(this, this.cluster.listeners()), this.cluster.commons());
		this.turns.forgetDeadline();
		arrive(new Input.Start());
	}

	/**
	 * The wall clock jumps. Only the incarnation of later lives sees it.
	 * @param millis forwards; negative: backwards
	 */
	public void jumpClock(long millis) {
		this.wallClock.jump(millis);
	}

	/** kill -9. */
	public void crash() {
		if (this.running) {
			stop();
			this.cluster.listeners().ended(this, null);
		}
	}

	private void stop() {
		this.running = false;
		this.paused = false;
		this.turns.reset();
		this.cluster.changed();
		this.cluster.network().processEnded(this);
	}

	/** SIGSTOP. */
	public void pause() {
		this.paused = this.running;
	}

	/** SIGCONT. */
	public void resume() {
		if (this.paused) {
			this.paused = false;
			this.cluster.listeners().resumed(this);
			this.turns.plan();
		}
	}

	/**
	 * The machine is slow: what arrives waits until the process has time again.
	 * @param millisPerTurn how long it is busy after each turn; 0 for a healthy machine
	 */
	public void slow(long millisPerTurn) {
		this.turns.slow(millisPerTurn);
	}

	/**
	 * The threads that move bytes were late.
	 * @param millis how late
	 */
	public void late(long millis) {
		arrive(new Input.Late(millis));
	}

	/** The user lets it leave. */
	public void leave() {
		arrive(new Input.Leave(1));
	}

	/**
	 * The user of this node declares another one dead.
	 * @param other which
	 */
	public void down(SimulatedNode other) {
		this.cluster.listeners().downedByHand(this, other);
		arrive(new Input.DownMember(1, other.address()));
	}

	/** Something for this node has arrived. */
	void arrive(Input input) {
		if (this.running) {
			this.turns.arrive(input);
		}
	}

	private Turns.Worker worker() {
		return new Turns.Worker() {

			@Override
			public boolean isAwake() {
				return SimulatedNode.this.running && !SimulatedNode.this.paused;
			}

			@Override
			public long deadline() {
				return life().nextDeadline();
			}

			@Override
			public void turn(List<Input> arrived, long now) {
				SimulatedNode.this.turn(arrived, now);
			}

			@Override
			public String toString() {
				return SimulatedNode.this.toString();
			}

		};
	}

	/** All that has arrived is heard, then conclusions are drawn once. */
	private void turn(List<Input> arrived, long now) {
		ClusterNode life = life();
		boolean due = now >= life.nextDeadline();
		if (due && !this.settings.failureDetector().localHealth()) {
			// who does not doubt itself looks at the clock before it reads what waits
			life.receive(new Input.Tick(), now);
			life.settle(now);
		}
		for (Input input : arrived) {
			this.cluster.handled();
			life.receive(input, now);
		}
		if (due) {
			this.cluster.handled();
			life.receive(new Input.Tick(), now);
		}
		life.settle(now);
		this.cluster.listeners().settled(this);
		concluded(life);
	}

	private void concluded(ClusterNode life) {
		if (life.hasChanged()) {
			publish(life);
		}
		Output.Terminated ended = this.end;
		if (ended != null) {
			this.end = null;
			ended(ended);
		}
		else {
			this.turns.wake(life.nextDeadline());
		}
	}

	private void publish(ClusterNode life) {
		this.cluster.changed();
		if (this.cluster.listeners().wantsSnapshots()) {
			ClusterState before = this.state;
			ClusterState after = life.snapshot(++this.view);
			this.state = after;
			this.cluster.listeners().published(this, before, after);
		}
	}

	private void perform(Output output) {
		if (output instanceof Output.Network network) {
			this.cluster.network().perform(this, network);
		}
		else if (output instanceof Output.Notice notice) {
			this.cluster.listeners().noticed(this, notice);
		}
		else if (output instanceof Output.AcquireLease question) {
			this.cluster.leases().ask(this, question, 1 + this.random.nextInt(50));
		}
		else if (output instanceof Output.Terminated terminated) {
			this.end = terminated;
		}
	}

	private void ended(Output.Terminated ended) {
		boolean byOthers = ended.cause() == Output.Cause.REMOVED || ended.cause() == Output.Cause.DISSOLVED;
		boolean comesBack = byOthers && this.settings.join().onRemoved() == OnRemoved.REJOIN;
		this.cluster.changed();
		if (comesBack) {
			this.cluster.listeners().ended(this, ended);
			long process = this.process;
			this.cluster.after(BACK_OFF + this.random.nextInt((int) BACK_OFF), () -> {
				if (this.running && process == this.process) {
					live(new Past(true, ended.contacts()));
				}
			});
		}
		else {
			stop();
			this.cluster.listeners().ended(this, ended);
		}
	}

	@Override
	public String toString() {
		return Portrait.of(this);
	}

}
