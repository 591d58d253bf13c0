package io.clusterboot.messaging;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.UndeliveredException.Reason;

/**
 * The members that this node writes to. With one that crashed all is over at once; one
 * that left gets what was taken for it before, because it waits for that.
 */
final class Correspondents {

	/**
	 * How long one that left is written to; it decides itself how long it stays, this is
	 * for one that hangs.
	 */
	static final long PATIENCE_MILLIS = 30_000;

	private final Map<NodeId, Correspondent> present = new ConcurrentHashMap<>();

	private final Set<Correspondent> finishing = ConcurrentHashMap.newKeySet();

	private final Cluster cluster;

	private final ScheduledExecutorService timer;

	private final BiFunction<ClusterState, NodeId, Correspondent> factory;

	private volatile boolean closed;

	Correspondents(Cluster cluster, ScheduledExecutorService timer,
			BiFunction<ClusterState, NodeId, Correspondent> factory) {
		this.cluster = cluster;
		this.timer = timer;
		this.factory = factory;
	}

	/**
	 * The one with an id.
	 * @throws UndeliveredException if it is no member
	 */
	Correspondent of(NodeId id) {
		Correspondent known = this.present.get(id);
		return (known != null) ? known : add(id);
	}

	private Correspondent add(NodeId id) {
		ClusterState state = this.cluster.state();
		if (this.closed || state.clusterId() == null) {
			throw new UndeliveredException(Reason.STOPPED, "this node is in no cluster");
		}
		if (state.member(id).isEmpty()) {
			throw new UndeliveredException(Reason.NO_SUCH_MEMBER, id + " is no member");
		}
		Correspondent added = this.present.computeIfAbsent(id, (unknown) -> this.factory.apply(state, unknown));
		UndeliveredException over = this.closed ? new UndeliveredException(Reason.STOPPED, "this node stopped")
				: added.over(this.cluster.state());
		if (over != null) {
			// it ended while this was made; nobody else would end it
			this.present.remove(id, added);
			added.end(over);
			throw new UndeliveredException(Reason.NO_SUCH_MEMBER, String.valueOf(over.getMessage()));
		}
		added.watched(isReachable(this.cluster.state(), id));
		return added;
	}

	private static boolean isReachable(ClusterState state, NodeId id) {
		return state.member(id).filter(Member::reachable).isPresent();
	}

	/** The members changed, or this node's membership has ended. */
	void reconsider(Departures departures, boolean left) {
		ClusterState state = this.cluster.state();
		this.finishing.removeIf(Correspondent::isOver);
		this.present.values().removeIf((correspondent) -> {
			UndeliveredException over = correspondent.over(state);
			if (over == null) {
				correspondent.watched(isReachable(state, correspondent.peer()));
				return false;
			}
			boolean well = (over.reason() == Reason.STOPPED) ? left : departures.hasLeft(correspondent.peer());
			if (well) {
				finish(correspondent, over);
			}
			else {
				correspondent.end(over);
			}
			return true;
		});
	}

	private void finish(Correspondent correspondent, UndeliveredException over) {
		this.finishing.add(correspondent);
		correspondent.finish(over);
		this.timer.schedule(() -> {
			correspondent.end(over);
			this.finishing.remove(correspondent);
		}, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** Whether none of those that are gone is written to any more. */
	boolean haveFinished() {
		this.finishing.removeIf(Correspondent::isOver);
		return this.finishing.isEmpty();
	}

	/** No more of them, for ever. */
	void close() {
		this.closed = true;
		UndeliveredException over = new UndeliveredException(Reason.STOPPED, "this node stopped");
		this.finishing.removeIf((correspondent) -> end(correspondent, over));
		this.present.values().removeIf((correspondent) -> end(correspondent, over));
	}

	private static boolean end(Correspondent correspondent, UndeliveredException over) {
		correspondent.end(over);
		return true;
	}

}
