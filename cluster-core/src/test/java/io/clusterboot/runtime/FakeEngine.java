package io.clusterboot.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Past;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;

/**
 * A node that does what a test says.
 */
final class FakeEngine implements Engine {

	final ClusterSettings settings;

	final Past past;

	final long firstNumber;

	final BlockingQueue<Input> handled = new LinkedBlockingQueue<>();

	private final NodeId self;

	private final Consumer<Output> output;

	private final BiConsumer<FakeEngine, Input> behaviour;

	private final List<Member> members = new ArrayList<>();

	private boolean inside;

	private boolean changed = true;

	private FakeEngine(ClusterSettings settings, long incarnation, Past past, long firstNumber, Consumer<Output> output,
			BiConsumer<FakeEngine, Input> behaviour) {
		this.settings = settings;
		this.past = past;
		this.firstNumber = firstNumber;
		this.self = new NodeId(settings.address(), incarnation);
		this.output = output;
		this.behaviour = behaviour;
	}

	/** A factory that hands out the lives that it makes. */
	static Engine.Factory factory(BlockingQueue<FakeEngine> lives, BiConsumer<FakeEngine, Input> behaviour) {
		return (settings, incarnation, past, firstNumber, random, output) -> {
			FakeEngine engine = new FakeEngine(settings, incarnation, past, firstNumber, output, behaviour);
			lives.add(engine);
			return engine;
		};
	}

	/** Waits for an input. */
	<T extends Input> T next(Class<T> type) throws InterruptedException {
		while (true) {
			Input input = this.handled.poll(10, TimeUnit.SECONDS);
			if (input == null) {
				throw new AssertionError("No " + type.getSimpleName() + " within 10 s");
			}
			if (type.isInstance(input)) {
				return type.cast(input);
			}
		}
	}

	void output(Output output) {
		this.output.accept(output);
	}

	/** Shows itself as the first of so many members. */
	void show(int count) {
		this.inside = count > 0;
		this.members.clear();
		for (int i = 0; i < count; i++) {
			NodeId id = (i == 0) ? this.self : new NodeId(new NodeAddress("other", 7000 + i), 1);
			this.members.add(new Member(id, MemberStatus.UP, true, new TreeSet<>(), i + 1, "", Map.of()));
		}
		this.changed = true;
	}

	void terminate(Output.Cause cause) {
		show(0);
		output(new Output.Terminated(cause, "because of " + cause, List.of(new NodeAddress("contact", 7946))));
	}

	@Override
	public void receive(Input input, long now) {
		this.handled.add(input);
		this.behaviour.accept(this, input);
	}

	@Override
	public void settle(long now) {
		// its behaviour has concluded all
	}

	@Override
	public long nextDeadline() {
		return Long.MAX_VALUE;
	}

	@Override
	public boolean hasChanged() {
		return this.changed;
	}

	@Override
	public ClusterState snapshot(long view) {
		this.changed = false;
		if (!this.inside) {
			return ClusterState.outside(this.settings.name(), this.self, view, List.of());
		}
		return new ClusterState(this.settings.name(), new ClusterId(1, this.self.incarnation()), view, true, List.of(),
				this.self, List.copyOf(this.members), List.of(), List.of(), this.self, this.self, Map.of(), List.of());
	}

	@Override
	public NodeId self() {
		return this.self;
	}

}
