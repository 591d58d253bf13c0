package io.clusterboot.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeId;
import io.clusterboot.transport.Conversations;

/**
 * All with whom this node talks: those it writes to and those that write to it. They come
 * and go with membership, and those that leave may finish what they began.
 */
final class Company implements Reception.Admitting {

	private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1, Company::timerThread,
			new ThreadPoolExecutor.DiscardPolicy());

	private final Tallies tallies = new Tallies();

	private final Farewell farewell = new Farewell(this.timer);

	private final Cluster cluster;

	private final Conversations conversations;

	private final MessagingSettings settings;

	private final Handlers handlers;

	private final Losses losses;

	private final Correspondents correspondents;

	private final Departures departures;

	private final Reception reception;

	private final Cluster.Subscription subscription;

	Company(Cluster cluster, Conversations conversations, MessagingSettings settings, Handlers handlers,
			Losses losses) {
		this.cluster = cluster;
		this.conversations = conversations;
		this.settings = settings;
		this.handlers = handlers;
		this.losses = losses;
		this.departures = new Departures(cluster.state());
		this.correspondents = new Correspondents(cluster, this.timer, this::correspondent);
		this.reception = new Reception(this, this.timer);
		conversations.serve(this.reception);
		this.subscription = cluster.subscribe(this::reconsider);
	}

	private static Thread timerThread(Runnable task) {
		Thread thread = new Thread(task, "cluster-messages");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Whom to write to.
	 * @throws UndeliveredException if it is no member
	 */
	Correspondent correspondent(NodeId id) {
		return this.correspondents.of(id);
	}

	/** What went between this node and each present member. */
	List<Traffic> traffic() {
		return this.tallies.traffic(this.cluster.self());
	}

	/** What went between this node and all others. */
	Traffic totalTraffic() {
		return this.tallies.total(this.cluster.self());
	}

	@Override
	public ClusterState state() {
		return this.farewell.orElse(this.cluster.state());
	}

	@Override
	public Guest guest(NodeId peer, Consumer<Guest> atEnd) {
		return new Guest(peer, this.settings, this.handlers, this.losses, this.tallies.of(peer), atEnd);
	}

	private Correspondent correspondent(ClusterState state, NodeId peer) {
		ClusterId clusterId = Objects.requireNonNull(state.clusterId(), "this node is in no cluster");
		return new Correspondent(clusterId, state.self(), peer, this.settings, this.conversations, this.timer,
				this.losses, this.tallies.of(peer));
	}

	/**
	 * Events come later than the state that they tell of, so what is over is judged by
	 * the state of now; how it ended only events tell, and the last one of a life is
	 * waited for.
	 */
	private void reconsider(ClusterEvent event) {
		ClusterState told = event.state();
		ClusterState now = this.cluster.state();
		this.departures.see(told);
		boolean endUntold = told.clusterId() != null && (now.clusterId() == null || !now.self().equals(told.self()));
		if (endUntold) {
			return;
		}
		boolean left = told.clusterId() == null && this.departures.isOwn();
		if (left && !this.farewell.hasBegun()) {
			this.farewell.begin(this.departures.last());
			this.timer.schedule(() -> this.reception.close("this node left the cluster"),
					Correspondents.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
		}
		this.correspondents.reconsider(this.departures, left);
		this.tallies.retain(now);
		this.reception.reconsider(this.departures);
	}

	/**
	 * Waits until all that was sent by this node, or to it before others knew that it
	 * left, was handled.
	 * @param alone whether this node has nothing of its own left to handle
	 * @param most how long at most
	 * @return whether that was so in time
	 */
	CompletableFuture<Boolean> drain(BooleanSupplier alone, Duration most) {
		return this.farewell.end(() -> alone.getAsBoolean() && this.correspondents.haveFinished()
				&& (!this.farewell.hasBegun() || this.reception.isEmpty()), most);
	}

	/** Ends all conversations, for ever. */
	void close() {
		this.subscription.cancel();
		this.correspondents.close();
		this.reception.close("this node stopped");
		this.timer.shutdownNow();
	}

}
