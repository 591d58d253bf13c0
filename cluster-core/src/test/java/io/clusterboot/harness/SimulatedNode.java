package io.clusterboot.harness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Past;
import io.clusterboot.node.ClusterNode;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;

/**
 * One machine of a simulated cluster with the process on it.
 */
public final class SimulatedNode {

	private static final boolean TRACE = Boolean.getBoolean("trace");

	private static final int MOST_TICKS_AT_ONCE = 1000;

	private final SimulatedCluster cluster;

	private final int index;

	private final ClusterSettings settings;

	private final Random random;

	private final Deque<Input> waiting = new ArrayDeque<>();

	private final List<Output.Terminated> ends = new ArrayList<>();

	private final List<Output.Notice> notices = new ArrayList<>();

	private final List<ClusterState> history = new ArrayList<>();

	private SafetyMonitor monitor = new SafetyMonitor();

	private ClusterNode node;

	private ClusterState state;

	private int lives;

	private long incarnation = 1000;

	private boolean running;

	private boolean paused;

	private boolean rejoins = true;

	private long tickAt = Long.MAX_VALUE;

	private long tickEpoch;

	private long lastTick;

	private int ticksAtOnce;

	private long view;

	SimulatedNode(SimulatedCluster cluster, int index, ClusterSettings settings, Random random) {
		this.cluster = cluster;
		this.index = index;
		this.settings = settings;
		this.random = random;
	}

	public NodeAddress address() {
		return this.settings.address();
	}

	public SimulatedCluster cluster() {
		return this.cluster;
	}

	int index() {
		return this.index;
	}

	public NodeId id() {
		return this.node.self();
	}

	public boolean isRunning() {
		return this.running;
	}

	boolean isPaused() {
		return this.paused;
	}

	public ClusterState state() {
		return this.state;
	}

	/** All states this node published in its present process. */
	public List<ClusterState> history() {
		return this.history;
	}

	public List<Output.Terminated> ends() {
		return this.ends;
	}

	public List<Output.Notice> notices() {
		return this.notices;
	}

	public void start() {
		this.monitor = new SafetyMonitor();
		this.history.clear();
		this.ends.clear();
		this.running = true;
		this.paused = false;
		this.waiting.clear();
		live(Past.NONE);
	}

	private void live(Past past) {
		this.lives++;
		this.incarnation += 10;
		this.node = new ClusterNode(this.settings, this.incarnation, past, this.lives * 1_000_000L,
				new Random(this.random.nextLong()), this::perform);
		handle(new Input.Start());
	}

	/** The next life starts with this incarnation, as after a clock that jumped. */
	public void setIncarnation(long incarnation) {
		this.incarnation = incarnation - 10;
	}

	public void setRejoins(boolean rejoins) {
		this.rejoins = rejoins;
	}

	/** kill -9. */
	public void crash() {
		this.running = false;
		this.paused = false;
		this.tickEpoch++;
		this.waiting.clear();
		this.cluster.network().crashed(this.index);
	}

	/** SIGSTOP. */
	public void pause() {
		this.paused = true;
	}

	/** SIGCONT. */
	public void resume() {
		if (this.paused) {
			this.paused = false;
			while (!this.waiting.isEmpty() && this.running) {
				this.cluster.count();
				this.node.receive(this.waiting.remove(), this.cluster.now());
			}
			if (this.running) {
				handle(new Input.Tick());
			}
		}
	}

	/** Its network threads were late. */
	public void late(long millis) {
		handle(new Input.Late(millis));
	}

	public void leave() {
		handle(new Input.Leave(1));
	}

	public void down(SimulatedNode other) {
		handle(new Input.DownMember(1, other.address()));
	}

	void handle(Input input) {
		if (!this.running) {
			return;
		}
		if (this.paused) {
			this.waiting.add(input);
			return;
		}
		this.cluster.count();
		int life = this.lives;
		this.node.handle(input, this.cluster.now());
		if (life != this.lives || !this.running) {
			return;
		}
		if (this.node.hasChanged()) {
			publish();
		}
		schedule();
	}

	private void publish() {
		this.cluster.changed();
		ClusterState before = this.state;
		this.state = this.node.snapshot(++this.view);
		this.history.add(this.state);
		trace();
		try {
			this.monitor.published(before, this.state);
		}
		catch (AssertionError error) {
			throw new AssertionError(error.getMessage() + " at " + this + " (seed " + this.cluster.seed() + ")", error);
		}
	}

	private void trace() {
		if (TRACE) {
			String members = this.state.members()
				.stream()
				.map((member) -> this.cluster.indexOf(member.address()) + ":" + member.status().name().charAt(0)
						+ (member.reachable() ? "" : "!") + "#" + member.id().incarnation() % 100)
				.collect(Collectors.joining(" "));
			System.out.println(this.cluster.now() + " " + this.index + " " + this.state.agreed() + " " + members);
		}
	}

	private void schedule() {
		long deadline = this.node.nextDeadline();
		if (deadline == this.tickAt && deadline > this.cluster.now()) {
			return;
		}
		this.tickAt = deadline;
		long epoch = ++this.tickEpoch;
		if (deadline == Long.MAX_VALUE) {
			return;
		}
		if (deadline <= this.cluster.now()) {
			this.ticksAtOnce = (this.lastTick == this.cluster.now()) ? this.ticksAtOnce + 1 : 0;
			this.lastTick = this.cluster.now();
			if (this.ticksAtOnce > MOST_TICKS_AT_ONCE) {
				throw new AssertionError("The node ticks without end: " + this);
			}
		}
		this.cluster.after(deadline - this.cluster.now(), () -> {
			if (epoch == this.tickEpoch && this.running) {
				this.tickAt = Long.MAX_VALUE;
				if (!this.paused) {
					handle(new Input.Tick());
				}
			}
		});
	}

	private void perform(Output output) {
		if (output instanceof Output.Network network) {
			this.cluster.network().perform(this, network);
		}
		else if (output instanceof Output.Notice notice) {
			this.notices.add(notice);
			if (TRACE) {
				System.out.println(this.cluster.now() + " " + this.index + " " + notice.message());
			}
		}
		else if (output instanceof Output.Terminated end) {
			this.ends.add(end);
			this.cluster.after(0, () -> ended(end));
		}
	}

	private void ended(Output.Terminated end) {
		boolean comesBack = this.rejoins && this.running
				&& (end.cause() == Output.Cause.REMOVED || end.cause() == Output.Cause.DISSOLVED);
		if (comesBack) {
			this.cluster.after(1000, () -> {
				if (this.running && this.ends.contains(end)) {
					live(new Past(true, end.contacts()));
				}
			});
		}
		else {
			this.running = false;
			this.cluster.changed();
			this.cluster.network().crashed(this.index);
		}
	}

	@Override
	public String toString() {
		String run = this.running ? (this.paused ? "paused" : "running") : "stopped";
		return run + " " + this.state.self() + " of " + this.state.clusterId() + " agreed=" + this.state.agreed() + " "
				+ this.state.blockedBy() + " members="
				+ this.state.members()
					.stream()
					.collect(Collectors.groupingBy((member) -> member.status(), TreeMap::new, Collectors.counting()))
				+ " unreachable=" + this.state.unreachable().size() + " suspected="
				+ this.state.suspected()
					.stream()
					.map((report) -> report.member().address() + " by "
							+ report.observedBy().stream().map((id) -> this.cluster.indexOf(id.address())).toList())
					.toList()
				+ " ends=" + this.ends;
	}

}
