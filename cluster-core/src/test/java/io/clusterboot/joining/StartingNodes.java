package io.clusterboot.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;

/**
 * Nodes that start and look for each other in virtual time. Everybody can talk to
 * everybody that runs, unless two are cut; each message has a delay of its own, so that
 * they overtake each other.
 */
final class StartingNodes {

	private static final Comparator<Event> ORDER = Comparator.comparingLong(Event::at).thenComparingLong(Event::number);

	private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);

	private final List<Node> nodes = new ArrayList<>();

	private final List<NodeAddress> formed = new ArrayList<>();

	private final Random random;

	private final List<Integer> seeds;

	private final int longestDelay;

	private Set<NodeId> cut = Set.of();

	private long now;

	private long scheduled;

	/**
	 * No nodes yet.
	 * @param seeds the numbers of the seeds, in the settings of each node in another
	 * order
	 * @param longestDelay of one message, less than half the timeout of a call
	 */
	StartingNodes(Random random, List<Integer> seeds, int longestDelay) {
		this.random = random;
		this.seeds = new ArrayList<>(seeds);
		this.longestDelay = longestDelay;
	}

	/** A node in its first life. */
	void start(int number, long at) {
		start(number, List.of(), true, at);
	}

	/** A node that was removed from a cluster. */
	void startRemoved(int number, List<NodeAddress> contacts, long at) {
		start(number, contacts, false, at);
	}

	private void start(int number, List<NodeAddress> contacts, boolean mayForm, long at) {
		Collections.shuffle(this.seeds, this.random);
		int[] order = this.seeds.stream().mapToInt(Integer::intValue).toArray();
		Node node = new Node(Some.node(number), new Bootstrap(Bootstraps.settings(order), contacts,
				Some.address(number), mayForm, new Random(this.random.nextLong())));
		this.nodes.add(node);
		after(at, node::start);
	}

	/** Two nodes that cannot talk to each other. */
	void cut(int one, int two) {
		this.cut = Set.of(Some.node(one), Some.node(two));
	}

	/** Who formed a cluster until all nodes are in one, or for two minutes. */
	List<NodeAddress> run() {
		while (this.now < 120_000 && !allJoined()) {
			Event event = this.events.remove();
			this.now = event.at();
			event.action().run();
		}
		return this.formed;
	}

	boolean allJoined() {
		return this.nodes.stream().allMatch((node) -> node.member);
	}

	private void after(long delay, Runnable action) {
		this.events.add(new Event(this.now + delay, this.scheduled++, action));
	}

	private void send(Runnable message) {
		after(1 + this.random.nextInt(this.longestDelay), message);
	}

	private Node at(NodeAddress address) {
		return this.nodes.stream().filter((node) -> node.id.address().equals(address)).findFirst().orElseThrow();
	}

	private record Event(long at, long number, Runnable action) {
	}

	private final class Node {

		private final NodeId id;

		private final Bootstrap bootstrap;

		private boolean running;

		private boolean member;

		private long wakeUp = -1;

		Node(NodeId id, Bootstrap bootstrap) {
			this.id = id;
			this.bootstrap = bootstrap;
		}

		void start() {
			this.running = true;
			perform(this.bootstrap.start(StartingNodes.this.now));
		}

		private void perform(List<Step> steps) {
			steps.forEach(this::perform);
			long deadline = this.bootstrap.deadline();
			if (!this.member && deadline != this.wakeUp && deadline != Long.MAX_VALUE) {
				this.wakeUp = deadline;
				after(deadline - StartingNodes.this.now, this::tick);
			}
		}

		private void tick() {
			if (!this.member) {
				perform(this.bootstrap.tick(StartingNodes.this.now));
			}
		}

		private void perform(Step step) {
			if (step instanceof Step.Query query) {
				ask(query.seed(), step, (response) -> answered(query.seed(), response));
			}
			else if (step instanceof Step.Claim claim) {
				ask(claim.seed(), step, (response) -> answered(claim.seed(), response));
			}
			else if (step instanceof Step.Release release) {
				ask(release.seed(), step, (response) -> {
				});
			}
			else if (step instanceof Step.JoinAt join) {
				ask(join.contact(), step, (response) -> joinAnswered(join.contact(), response));
			}
			else if (step instanceof Step.Form) {
				this.member = true;
				StartingNodes.this.formed.add(this.id.address());
			}
			else {
				throw new AssertionError("unexpected " + step);
			}
		}

		/** The answer is null if it did not arrive. */
		private void ask(NodeAddress to, Step question, Consumer<Response> callback) {
			Node other = at(to);
			send(() -> {
				boolean heard = other.running && !StartingNodes.this.cut.containsAll(List.of(this.id, other.id));
				Response response = heard ? other.answer(question, this.id) : null;
				send(() -> {
					if (!this.member) {
						callback.accept(response);
					}
				});
			});
		}

		private Response answer(Step question, NodeId from) {
			if (this.member) {
				return new Response.Clustered(new ClusterId(1, 1), 1, this.id);
			}
			if (question instanceof Step.Claim) {
				List<Step> steps = new ArrayList<>();
				Response response = this.bootstrap.claimed(from, StartingNodes.this.now, steps);
				perform(steps);
				return response;
			}
			if (question instanceof Step.Release) {
				this.bootstrap.released(from);
			}
			return new Response.Starting(this.id);
		}

		private void answered(NodeAddress from, Response response) {
			long now = StartingNodes.this.now;
			perform((response != null) ? this.bootstrap.answered(from, response, now)
					: this.bootstrap.failed(from, "connection refused", now));
		}

		private void joinAnswered(NodeAddress contact, Response response) {
			if (response instanceof Response.Clustered) {
				this.member = true;
			}
			else {
				perform(this.bootstrap.joinFailed(contact, "not a member", StartingNodes.this.now));
			}
		}

	}

}
