package io.clusterboot.benchmarks.hotpath;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Past;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.node.ClusterNode;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Insight;
import io.clusterboot.node.Output;
import io.clusterboot.overlay.Overlay;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Digest;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Tables;

/**
 * A whole node among neighbours that answer all it asks at once, under virtual time: what
 * a node costs without its transport.
 */
final class Neighbourhood {

	private static final ClusterId CLUSTER = new ClusterId(1, 2);

	/** Until all links are open, those included that others should have dialled. */
	private static final long SETTLED = 8000;

	private final int members;

	private final Tables population;

	private final ClusterNode node;

	private final Queue<Input> answers = new ArrayDeque<>();

	/** The links that the node has dialled, by whom it means. */
	private final Map<NodeId, Long> dialled = new TreeMap<>();

	/** The links to those who observe the node. */
	private final List<Long> links = new ArrayList<>();

	private long now;

	private long sequence;

	private long version = 1;

	/** What the node knows, all know. */
	private Digest digest;

	Neighbourhood(int members) {
		this.members = members;
		this.population = Population.of(members);
		int self = members / 2;
		ClusterSettings defaults = ClusterSettings.builder().address(Population.id(self).address()).build();
		JoinSettings join = defaults.join().withSeedNodes(List.of(Population.id(0).address()));
		this.node = new ClusterNode(defaults.toBuilder().join(join).build(), Population.id(self).incarnation(),
				Past.NONE, 1, new Random(1), this::answer);
		this.digest = this.population.digest();
		deliver(new Input.Start());
		agree();
		advance(SETTLED);
		MemberRecord own = Objects.requireNonNull(this.population.members().get(Population.id(self)));
		int observers = defaults.failureDetector().observers();
		Overlay.of(this.population.members(), observers)
			.observersOf(own)
			.forEach((id) -> this.links.add(Objects.requireNonNull(this.dialled.get(id))));
		known();
	}

	/** One second in which nothing happens: every neighbour probes, and is probed. */
	long idleSecond() {
		long step = 1000 / this.links.size();
		for (int i = 0; i < this.links.size(); i++) {
			advance(step);
			deliver(new Input.FrameReceived(this.links.get(i), new Frame.Probe(++this.sequence, this.digest)));
		}
		return this.now;
	}

	/** A neighbour tells what is known already. */
	long known() {
		advance(1);
		gossip(Population.data(1, this.version));
		return this.now;
	}

	/** A neighbour tells something new, and all others are told. */
	long news() {
		this.version++;
		gossip(Population.data(1, this.version));
		agree();
		advance(50);
		return this.now;
	}

	private void gossip(NodeData data) {
		Delta delta = new Delta(List.of(), List.of(), this.population.members().removals(), List.of(), List.of(data));
		deliver(new Input.FrameReceived(this.links.get(0), new Frame.Gossip(++this.sequence, 0, delta,
				SeenSet.complete(this.population.members().fingerprint()))));
	}

	private void agree() {
		Insight insight = this.node.insight();
		if (insight == null) {
			throw new IllegalStateException("The node is no member");
		}
		this.digest = insight.tables().digest();
	}

	private void deliver(Input input) {
		Input next = input;
		while (next != null) {
			this.node.handle(next, this.now);
			next = this.answers.poll();
		}
	}

	private void advance(long millis) {
		long target = this.now + millis;
		while (this.node.nextDeadline() <= target) {
			this.now = Math.max(this.now, this.node.nextDeadline());
			deliver(new Input.Tick());
		}
		this.now = target;
	}

	private void answer(Output output) {
		if (output instanceof Output.Send send) {
			answer(send.link(), send.frame());
		}
		else if (output instanceof Output.Call call) {
			Response response = (call.request() instanceof Request.Join)
					? new Response.Welcome(CLUSTER, this.population.everything())
					: new Response.Clustered(CLUSTER, this.members, Population.id(0));
			this.answers.add(new Input.CallAnswered(call.call(), response));
		}
	}

	private void answer(long link, Frame frame) {
		if (frame instanceof Frame.Hello hello) {
			this.dialled.put(hello.target(), link);
			this.answers.add(new Input.FrameReceived(link, new Frame.Accepted(hello.target())));
		}
		else if (frame instanceof Frame.Probe probe) {
			this.answers.add(new Input.FrameReceived(link, new Frame.ProbeAck(probe.sequence(), this.digest)));
		}
		else if (frame instanceof Frame.Gossip gossip) {
			this.answers.add(new Input.FrameReceived(link, new Frame.GossipAck(gossip.sequence())));
		}
	}

}
