package io.clusterboot.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;

/**
 * How a node finds its cluster. It asks all seeds at once, again and again: if one is in
 * a cluster, it joins there. If none is, the seed with the lowest address among those
 * that answered may form the cluster, once all seeds answered or the formation timeout is
 * over, and only after every answering seed granted it the right (see {@link Promise}).
 * One that was told of a cluster within the last minute waits for all to answer. Seeds
 * are ordered by address and not by their place in the settings, so that lists in
 * different orders cannot make two clusters. Times are monotonic ms.
 */
public final class Bootstrap {

	/** How long a node waits for an answer to a call. */
	public static final long CALL_TIMEOUT = 1500;

	/** A join may be tried twice, with a higher incarnation; each try ends by itself. */
	private static final long JOIN_TIMEOUT = 5 * CALL_TIMEOUT;

	/**
	 * Who heard of a cluster so lately forms none because its members do not answer now:
	 * answers may be lost, or late.
	 */
	private static final long CLUSTER_MEMORY = 60_000;

	private final NodeAddress self;

	private final JoinSettings settings;

	private final boolean seed;

	private final boolean mayForm;

	private final SortedSet<NodeAddress> seeds;

	private final SortedSet<NodeAddress> others;

	private final Pauses pauses;

	private final Promise promise = new Promise();

	private final SortedSet<NodeAddress> waitingFor = new TreeSet<>();

	private final SortedSet<NodeAddress> starting = new TreeSet<>();

	private final Obstacles obstacles = new Obstacles();

	private Phase phase = Phase.IDLE;

	private long startedAt;

	private long claimedAt;

	private long deadline = Long.MAX_VALUE;

	private long clusterSeenAt = Long.MIN_VALUE / 2;

	/**
	 * Creates a bootstrap that waits for {@link #start}.
	 * @param settings seeds and timeouts
	 * @param contacts last known members, asked as well
	 * @param self this node's address
	 * @param mayForm whether this node may form a cluster, if it is a seed, though not
	 * all others answered
	 * @param random for jitter
	 */
	public Bootstrap(JoinSettings settings, Collection<NodeAddress> contacts, NodeAddress self, boolean mayForm,
			RandomGenerator random) {
		this.self = self;
		this.settings = settings;
		this.seeds = new TreeSet<>(settings.seedNodes());
		this.seed = this.seeds.remove(self) || settings.seedNodes().isEmpty();
		this.others = new TreeSet<>(this.seeds);
		this.others.addAll(contacts);
		this.others.remove(self);
		this.mayForm = mayForm;
		this.pauses = new Pauses(random);
	}

	/**
	 * Begins.
	 * @param now the time
	 * @return what to do
	 */
	public List<Step> start(long now) {
		this.startedAt = now;
		return nextRound(now);
	}

	/**
	 * When {@link #tick} wants to be called.
	 * @return the time
	 */
	public long deadline() {
		return (this.phase != Phase.IDLE) ? Math.min(this.deadline, giveUpAt()) : this.deadline;
	}

	private long giveUpAt() {
		Duration timeout = this.settings.joinTimeout();
		return (timeout != null) ? this.startedAt + timeout.toMillis() : Long.MAX_VALUE;
	}

	/**
	 * The deadline has come.
	 * @param now the time
	 * @return what to do
	 */
	public List<Step> tick(long now) {
		if (this.phase != Phase.IDLE && this.settings.joinTimeout() != null
				&& now - this.startedAt >= this.settings.joinTimeout().toMillis()) {
			List<Step> steps = giveClaimUp();
			steps.add(new Step.GiveUp("found no cluster within the join timeout: " + blockedBy()));
			this.phase = Phase.IDLE;
			this.deadline = Long.MAX_VALUE;
			return steps;
		}
		if (now < this.deadline) {
			return List.of();
		}
		return switch (this.phase) {
			case PAUSING -> nextRound(now);
			case ASKING -> evaluate(now);
			case CLAIMING -> abandonClaim(now);
			case JOINING -> pauseBeforeNextRound(now);
			case IDLE -> List.of();
		};
	}

	/**
	 * A seed answered a query or a claim.
	 * @param from the seed's address as it was asked
	 * @param response its answer
	 * @param now the time
	 * @return what to do
	 */
	public List<Step> answered(NodeAddress from, Response response, long now) {
		this.obstacles.overcome(from);
		if (response instanceof Response.Clustered) {
			this.clusterSeenAt = now;
			if (this.phase != Phase.JOINING && this.phase != Phase.IDLE) {
				return joinAt(from, now);
			}
		}
		if (response instanceof Response.Rejected rejected) {
			this.obstacles.at(from, rejected.message());
		}
		if (this.phase == Phase.CLAIMING) {
			return claimAnswered(from, response, now);
		}
		if (response instanceof Response.Granted || response instanceof Response.Held) {
			// of a claim that was given up meanwhile
			return List.of();
		}
		if (this.phase == Phase.ASKING && this.waitingFor.remove(from)) {
			if (response instanceof Response.Starting) {
				this.starting.add(from);
			}
			return this.waitingFor.isEmpty() ? evaluate(now) : List.of();
		}
		return List.of();
	}

	/**
	 * A seed could not be asked.
	 * @param from its address
	 * @param detail why, in words
	 * @param now the time
	 * @return what to do
	 */
	public List<Step> failed(NodeAddress from, String detail, long now) {
		this.obstacles.at(from, detail);
		if (this.phase == Phase.CLAIMING && this.waitingFor.contains(from)) {
			return abandonClaim(now);
		}
		if (this.phase == Phase.ASKING && this.waitingFor.remove(from) && this.waitingFor.isEmpty()) {
			return evaluate(now);
		}
		return List.of();
	}

	/**
	 * The join that was under way was refused or failed.
	 * @param contact where
	 * @param detail why, in words
	 * @param now the time
	 * @return what to do
	 */
	public List<Step> joinFailed(NodeAddress contact, String detail, long now) {
		this.obstacles.at(contact, detail);
		return (this.phase == Phase.JOINING) ? pauseBeforeNextRound(now) : List.of();
	}

	/**
	 * Another node that is not in a cluster asks for the right to form.
	 * @param claimant who
	 * @param now the time
	 * @param steps receives what to do
	 * @return the answer
	 */
	public Response claimed(NodeId claimant, long now, List<Step> steps) {
		NodeAddress address = claimant.address();
		boolean lower = address.compareTo(this.self) < 0;
		if (this.seed && !lower) {
			return new Response.Held(new NodeId(this.self, 0));
		}
		if (!this.promise.give(claimant, now)) {
			return new Response.Held(this.promise.holder(now, claimant));
		}
		if (this.phase == Phase.CLAIMING) {
			steps.addAll(abandonClaim(now));
		}
		return new Response.Granted();
	}

	/**
	 * A node gave its claim up.
	 * @param claimant who
	 */
	public void released(NodeId claimant) {
		this.promise.takeBack(claimant);
	}

	/**
	 * Why the node is not in a cluster yet, in words for an operator.
	 * @return one line for each seed with a problem
	 */
	public List<String> blockedBy() {
		List<String> reasons = this.obstacles.inWords();
		return (reasons.isEmpty() && this.phase != Phase.IDLE) ? List.of("no seed node is in a cluster yet") : reasons;
	}

	private List<Step> nextRound(long now) {
		this.waitingFor.clear();
		this.starting.clear();
		if (this.others.isEmpty()) {
			return evaluate(now);
		}
		this.phase = Phase.ASKING;
		this.deadline = now + CALL_TIMEOUT;
		this.waitingFor.addAll(this.others);
		return each(this.others, Step.Query::new);
	}

	private List<Step> evaluate(long now) {
		boolean first = this.starting.stream()
			.noneMatch((other) -> this.seeds.contains(other) && other.compareTo(this.self) < 0);
		boolean allAnswered = this.starting.size() == this.others.size();
		boolean waitedLongEnough = now - this.startedAt >= this.settings.formationTimeout().toMillis();
		boolean clusterSeen = now - this.clusterSeenAt < CLUSTER_MEMORY;
		boolean heardEnough = allAnswered || (this.mayForm && waitedLongEnough && !clusterSeen);
		if (!this.seed || !first || !heardEnough || this.promise.isGiven(now)) {
			return pauseBeforeNextRound(now);
		}
		if (this.starting.isEmpty()) {
			return form();
		}
		this.phase = Phase.CLAIMING;
		this.claimedAt = now;
		this.deadline = now + CALL_TIMEOUT;
		this.waitingFor.clear();
		this.waitingFor.addAll(this.starting);
		return each(this.starting, Step.Claim::new);
	}

	private List<Step> claimAnswered(NodeAddress from, Response response, long now) {
		if (!this.waitingFor.remove(from)) {
			return List.of();
		}
		if (!(response instanceof Response.Granted)) {
			return abandonClaim(now);
		}
		if (!this.waitingFor.isEmpty()) {
			return List.of();
		}
		// an own pause may have outlived the promises
		return (now - this.claimedAt < Promise.DURATION / 2) ? form() : abandonClaim(now);
	}

	private List<Step> abandonClaim(long now) {
		pauseBeforeNextRound(now);
		return each(this.starting, Step.Release::new);
	}

	private List<Step> giveClaimUp() {
		return (this.phase == Phase.CLAIMING) ? each(this.starting, Step.Release::new) : new ArrayList<>();
	}

	private List<Step> form() {
		this.phase = Phase.IDLE;
		this.deadline = Long.MAX_VALUE;
		return List.of(new Step.Form());
	}

	private List<Step> joinAt(NodeAddress contact, long now) {
		List<Step> steps = giveClaimUp();
		this.phase = Phase.JOINING;
		this.deadline = now + JOIN_TIMEOUT;
		steps.add(new Step.JoinAt(contact));
		return steps;
	}

	private List<Step> pauseBeforeNextRound(long now) {
		this.phase = Phase.PAUSING;
		this.deadline = now + this.pauses.next(!this.starting.isEmpty(), this.promise.isGiven(now));
		return List.of();
	}

	private static List<Step> each(Collection<NodeAddress> seeds, Function<NodeAddress, Step> step) {
		return seeds.stream().map(step).collect(Collectors.toCollection(ArrayList::new));
	}

	private enum Phase {

		IDLE, ASKING, CLAIMING, JOINING, PAUSING

	}

}
