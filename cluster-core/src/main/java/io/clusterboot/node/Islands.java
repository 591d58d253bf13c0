package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ForeignCluster;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.OnForeignCluster;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Bootstrap;
import io.clusterboot.joining.Greeting;
import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import io.clusterboot.state.MemberRecord;

/**
 * Keeps the cluster in one piece: now and then a link to some member that is no
 * neighbour, and a question to a seed that is no member. Times are monotonic ms.
 */
final class Islands {

	private static final long PERIOD = 10_000;

	/**
	 * In one of how many periods a member is visited while all is well. To open a
	 * connection costs as much as all probes of some seconds.
	 */
	private static final int CALM = 6;

	/** How long a link to some other member is kept. */
	private static final long VISIT = 2000;

	/** Periods after which another cluster is forgotten, for each seed that is asked. */
	private static final int FORGET_AFTER = 6;

	private final Membership membership;

	private final Links links;

	private final Calls calls;

	private final Discovery discovery;

	private final ForeignClusters foreignClusters = new ForeignClusters();

	private final Estranged estranged = new Estranged();

	/** Members at whose address another cluster answered. */
	private final Set<NodeAddress> doubtful = new TreeSet<>();

	private List<ForeignCluster> shown = List.of();

	private long nextAt;

	Islands(Membership membership, Links links, Calls calls, Discovery discovery, long now) {
		this.membership = membership;
		this.links = links;
		this.calls = calls;
		this.discovery = discovery;
		this.nextAt = now + PERIOD / 4 + membership.random.nextLong(PERIOD / 2);
	}

	long deadline() {
		return this.nextAt;
	}

	/** The other clusters of the same name that this node knows of. */
	List<ForeignCluster> foreignClusters() {
		return this.shown;
	}

	/**
	 * Looks for islands, if it is time; true if other clusters came to light or went.
	 * @param calm whether all members are reachable and agree, as far as this node knows
	 */
	boolean tick(boolean calm, long now) {
		if (now >= this.nextAt) {
			look(calm, now);
		}
		List<ForeignCluster> before = this.shown;
		this.shown = this.foreignClusters.known();
		return !this.shown.equals(before);
	}

	private void look(boolean calm, long now) {
		this.nextAt = now + PERIOD - PERIOD / 10 + this.membership.random.nextLong(PERIOD / 5);
		this.membership.check();
		if (!calm || this.membership.random.nextInt(CALM) == 0) {
			visitAnybody(now);
		}
		askAnybody(now);
	}

	private void visitAnybody(long now) {
		int strangers = 0;
		for (MemberRecord record : this.membership.live()) {
			strangers += isStranger(record) ? 1 : 0;
		}
		if (strangers > 0) {
			visit(this.membership.random.nextInt(strangers), now);
		}
	}

	/**
	 * A question to one of the seed nodes, and doubtful addresses, that are no members.
	 */
	private void askAnybody(long now) {
		List<NodeAddress> strange = new ArrayList<>(this.doubtful);
		this.doubtful.clear();
		this.membership.settings.join()
			.seedNodes()
			.stream()
			.filter((seed) -> !seed.equals(this.membership.self.address())
					&& this.membership.tables().members().at(seed) == null)
			.forEach(strange::add);
		this.foreignClusters.forget((address) -> this.membership.tables().members().at(address) != null,
				now - FORGET_AFTER * PERIOD * Math.max(1, strange.size()));
		if (!strange.isEmpty()) {
			call(strange.get(this.membership.random.nextInt(strange.size())), new Request.SeedQuery(greeting()));
		}
	}

	/** Dials one of the members to which there is no link. */
	private void visit(int number, long now) {
		int left = number;
		for (MemberRecord record : this.membership.live()) {
			if (isStranger(record) && left-- == 0) {
				this.links.dial(record.id(), now + VISIT, now);
				return;
			}
		}
	}

	private boolean isStranger(MemberRecord record) {
		return !record.id().equals(this.membership.self) && this.links.to(record.id()) == null;
	}

	/** A member's address answers for another cluster: its node is there now. */
	void doubt(NodeAddress member) {
		this.doubtful.add(member);
	}

	private Greeting greeting() {
		return Admission.greeting(this.membership.settings, this.membership.self);
	}

	private void call(NodeAddress other, Request request) {
		boolean question = request instanceof Request.SeedQuery;
		this.calls.call(other, request, Bootstrap.CALL_TIMEOUT, new Calls.Caller() {

			@Override
			public void answered(Response response, long now) {
				if (response instanceof Response.Clustered clustered) {
					clustered(other, clustered, question, now);
				}
				else {
					Islands.this.foreignClusters.left(other);
					if (!question && response instanceof Response.Rejected rejected
							&& rejected.reason() == Rejection.UNKNOWN_MEMBER) {
						rejoin(other);
					}
				}
			}

			@Override
			public void failed(String detail, long now) {
				Islands.this.membership.notice(Output.Severity.DEBUG, "seed", "Seed node " + other + ": " + detail);
			}

		});
	}

	private void clustered(NodeAddress other, Response.Clustered answer, boolean question, long now) {
		if (!answer.clusterId().equals(this.membership.clusterId)) {
			if (question) {
				met(other, answer.clusterId(), answer.size(), false, now);
			}
			return;
		}
		this.foreignClusters.left(other);
		if (question && !this.membership.isLive(answer.self()) && this.estranged.met(answer.self(), now)) {
			call(other, new Request.Meet(greeting(), this.membership.clusterId, this.membership.present()));
		}
	}

	/**
	 * A node that is no member here asks on behalf of its part of this cluster which of
	 * the two parts gives way: the smaller one, or of two equal ones that with the node
	 * of the higher address.
	 * @return true if it is the other one
	 */
	boolean metPart(NodeId other, int otherSize) {
		int size = this.membership.present();
		boolean yields = otherSize > size || (otherSize == size && this.membership.self.compareTo(other) > 0);
		if (yields) {
			rejoin(other.address());
		}
		return !yields;
	}

	private void rejoin(NodeAddress contact) {
		this.membership.notice(Output.Severity.WARN, "parts", "The cluster had fallen into two parts that removed each"
				+ " other: this one joins the part of " + contact);
		this.discovery.yieldTo(this.membership.clusterId, contact);
	}

	/**
	 * Another cluster of the same name was met: the smaller one, or of two equal ones
	 * that with the higher id, joins the other.
	 */
	void met(NodeAddress contact, ClusterId foreign, int foreignSize, boolean theyKnow, long now) {
		int size = this.membership.present();
		ClusterId own = this.membership.clusterId;
		boolean yields = foreignSize > size || (foreignSize == size && own.compareTo(foreign) > 0);
		boolean merges = this.membership.settings.join().onForeignCluster() == OnForeignCluster.MERGE;
		String plan = merges ? (yields ? ", joining it" : ", waiting for it to join this one")
				: ", check cluster.seed-nodes";
		if (this.foreignClusters.met(new ForeignCluster(foreign, contact, foreignSize), now)) {
			this.membership.output.accept(new Output.ForeignCluster(contact, foreign));
		}
		this.membership.notice(Output.Severity.WARN, "foreign-cluster",
				"Another cluster named '" + this.membership.settings.name() + "' with id " + foreign + " and "
						+ foreignSize + " members is at " + contact + plan);
		if (merges && yields) {
			this.discovery.yieldTo(foreign, contact);
		}
		else if (!theyKnow) {
			call(contact, new Request.Meet(greeting(), own, size));
		}
	}

	/** Acts on another cluster of the same name, or another part of this one. */
	@FunctionalInterface
	interface Discovery {

		/**
		 * This cluster, or this part of it, dissolves.
		 * @param into the other cluster
		 * @param contact one of its members
		 */
		void yieldTo(ClusterId into, NodeAddress contact);

	}

}
