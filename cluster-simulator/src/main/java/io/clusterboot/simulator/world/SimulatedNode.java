package io.clusterboot.simulator.world;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.clusterboot.agreement.LeaderActions;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.OnRemoved;
import io.clusterboot.joining.Past;
import io.clusterboot.node.ClusterNode;
import io.clusterboot.node.Input;
import io.clusterboot.node.Insight;
import io.clusterboot.node.Output;
import io.clusterboot.node.Witness;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * One machine of a simulated cluster with the process on it. Inputs that arrive in the
 * same ms, or while the process is busy, are concluded in one turn, as a real event loop
 * does it.
 */
public final class SimulatedNode {

	/** More turns than this without time passing are a node that never rests. */
	private static final int MOST_TURNS_AT_ONCE = 1000;

	/** Numbers for links and calls that a life has. */
	private static final long NUMBERS = 1_000_000;

	/** What wall clocks show in the beginning: enough to jump back some days. */
	private static final long EPOCH = 1_000_000_000;

	/** How long a removed node waits before it joins again. */
	private static final long BACK_OFF = 1000;

	private final SimulatedCluster cluster;

	private final int index;

	private final ClusterSettings settings;

	private final SplittableRandom random;

	private final LocalClock clock;

	private final Deque<Input> inbox = new ArrayDeque<>();

	private @Nullable ClusterNode node;

	private @Nullable ClusterState state;

	private int lives;

	private long wallClock;

	private boolean running;

	private boolean paused;

	private boolean eager;

	private boolean turnPlanned;

	private long busyUntil;

	private long millisPerTurn;

	private long process;

	private long wakeAt = Long.MAX_VALUE;

	private long lastTurn = -1;

	private int turnsAtOnce;

	private long view;

	private Output.@Nullable Terminated end;

	SimulatedNode(SimulatedCluster cluster, int index, ClusterSettings settings, SplittableRandom random) {
		this.cluster = cluster;
		this.index = index;
		this.settings = settings;
		this.random = random;
		this.clock = new LocalClock(1_000_000L + random.nextInt(1_000_000),
				random.nextInt(2 * LocalClock.WORST_DRIFT + 1) - LocalClock.WORST_DRIFT);
		this.wallClock = EPOCH + random.nextInt(10_000);
		this.eager = random.nextInt(4) == 0;
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
		return this.millisPerTurn > 0;
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
		this.inbox.clear();
		this.state = null;
		this.busyUntil = 0;
		this.turnPlanned = false;
		this.cluster.listeners().started(this);
		live(Past.NONE);
	}

	private void live(Past past) {
		this.lives++;
		long byClock = (this.wallClock + this.cluster.now()) * 1000 + this.lives;
		// a process knows its earlier lives; a new one, on a clock that went back, does
		// not
		long incarnation = past.removed() ? Math.max(byClock, id().incarnation() + 1) : byClock;
		this.node = new ClusterNode(this.settings, incarnation, past, this.lives * NUMBERS, this.random.split(),
				this::perform, witness(), this.cluster.commons());
		this.wakeAt = Long.MAX_VALUE;
		arrive(new Input.Start());
	}

	private Witness witness() {
		if (this.cluster.listeners().isEmpty()) {
			return Witness.NONE;
		}
		return new Witness() {

			@Override
			public void changed(Tables before, Tables after, boolean own) {
				SimulatedNode.this.cluster.listeners().changed(SimulatedNode.this, before, after, own);
			}

			@Override
			public void acts(Insight insight, LeaderActions actions) {
				SimulatedNode.this.cluster.listeners().acts(SimulatedNode.this, insight, actions);
			}

			@Override
			public void downs(NodeId self, Set<NodeId> down) {
				SimulatedNode.this.cluster.listeners().downs(SimulatedNode.this, down);
			}

		};
	}

	/**
	 * The wall clock jumps. Only the incarnation of later lives sees it.
	 * @param millis forwards; negative: backwards
	 */
	public void jumpClock(long millis) {
		this.wallClock += millis;
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
		this.inbox.clear();
		this.wakeAt = Long.MAX_VALUE;
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
			planTurn();
		}
	}

	/**
	 * The machine is slow: what arrives waits until the process has time again.
	 * @param millisPerTurn how long it is busy after each turn; 0 for a healthy machine
	 */
	public void slow(long millisPerTurn) {
		this.millisPerTurn = millisPerTurn;
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
		if (!this.running) {
			return;
		}
		this.inbox.add(input);
		if (!this.paused) {
			planTurn();
		}
	}

	private void planTurn() {
		if (!this.turnPlanned) {
			if (this.eager && this.busyUntil <= this.cluster.now()) {
				turn();
				return;
			}
			this.turnPlanned = true;
			long process = this.process;
			this.cluster.at(this.busyUntil, () -> {
				if (process == this.process) {
					this.turnPlanned = false;
					turn();
				}
			});
		}
	}

	/** All that has arrived is heard, then conclusions are drawn once. */
	private void turn() {
		if (!this.running || this.paused) {
			return;
		}
		checkRest();
		ClusterNode life = life();
		long now = this.clock.at(this.cluster.now());
		// what comes meanwhile waits for the next turn
		int arrived = this.inbox.size();
		boolean due = now >= life.nextDeadline();
		if (due && !this.settings.failureDetector().localHealth()) {
			// who does not doubt itself looks at the clock before it reads what waits
			life.receive(new Input.Tick(), now);
			life.settle(now);
		}
		for (int i = 0; i < arrived && !this.inbox.isEmpty(); i++) {
			this.cluster.handled();
			life.receive(this.inbox.remove(), now);
		}
		if (due) {
			this.cluster.handled();
			life.receive(new Input.Tick(), now);
		}
		life.settle(now);
		this.busyUntil = this.cluster.now() + this.millisPerTurn;
		this.cluster.listeners().settled(this);
		concluded(life);
		if (!this.inbox.isEmpty() && this.running) {
			planTurn();
		}
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
			wake(life.nextDeadline());
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

	/** A turn when the deadline comes; an earlier one that is planned looks again. */
	private void wake(long deadline) {
		if (deadline == Long.MAX_VALUE) {
			return;
		}
		long at = Math.max(this.cluster.now(), this.clock.when(deadline));
		if (at >= this.wakeAt) {
			return;
		}
		this.wakeAt = at;
		long process = this.process;
		this.cluster.at(at, () -> {
			if (process == this.process && this.wakeAt == at) {
				this.wakeAt = Long.MAX_VALUE;
				wakeUp();
			}
		});
	}

	private void wakeUp() {
		if (!this.running || this.paused || this.turnPlanned) {
			return;
		}
		long deadline = life().nextDeadline();
		if (this.clock.at(this.cluster.now()) < deadline) {
			wake(deadline);
		}
		else if (this.busyUntil > this.cluster.now()) {
			planTurn();
		}
		else {
			turn();
		}
	}

	private void checkRest() {
		this.turnsAtOnce = (this.lastTurn == this.cluster.now()) ? this.turnsAtOnce + 1 : 0;
		this.lastTurn = this.cluster.now();
		if (this.turnsAtOnce > MOST_TURNS_AT_ONCE) {
			throw new IllegalStateException("The node never rests: " + this);
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
		String run = this.running ? (this.paused ? "paused" : "running") : "stopped";
		Insight insight = insight();
		if (insight == null) {
			return run + " " + address();
		}
		Map<MemberStatus, Long> statuses = insight.tables()
			.members()
			.live()
			.stream()
			.collect(Collectors.groupingBy(MemberRecord::status, TreeMap::new, Collectors.counting()));
		return run + " " + insight.self() + " of " + insight.clusterId() + " " + statuses + " unreachable="
				+ places(insight.verdict().unreachable()) + " unstable=" + places(insight.verdict().unstable())
				+ " unseen=" + places(insight.agreement().unseen()) + " agreed=" + insight.agreement().holds();
	}

	private static List<Integer> places(Collection<NodeId> ids) {
		return ids.stream().map((id) -> SimulatedCluster.indexOf(id.address())).toList();
	}

}
