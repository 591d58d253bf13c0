package io.clusterboot.messaging;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.NodeId;
import io.clusterboot.transport.Conversations;
import io.clusterboot.transport.Introduction;

/**
 * Lets members of the own cluster in. One that is not known yet waits, as the news of its
 * join may be under way.
 */
final class Reception implements Conversations.Host {

	private final Admitting admitting;

	private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

	/** With what they introduced themselves. */
	private final Map<Guest, Introduction> guests = new ConcurrentHashMap<>();

	/** Those of members that left, which may end what they have to say. */
	private final Set<Guest> leaving = ConcurrentHashMap.newKeySet();

	private final ScheduledExecutorService timer;

	Reception(Admitting admitting, ScheduledExecutorService timer) {
		this.admitting = admitting;
		this.timer = timer;
	}

	@Override
	public void knocked(Introduction introduction, Conversations.Door door) {
		// those who gave up are kept by nobody else
		this.waiting.removeIf((knocking) -> knocking.door.isGone());
		if (!decide(introduction, door)) {
			Waiting knocking = new Waiting(introduction, door);
			this.waiting.add(knocking);
			// the news may have come meanwhile
			if (decide(introduction, door)) {
				this.waiting.remove(knocking);
			}
		}
	}

	/** The members changed. */
	void reconsider(Departures departures) {
		ClusterState state = this.admitting.state();
		this.waiting.removeIf((knocking) -> knocking.door.isGone() || decide(knocking.introduction, knocking.door));
		this.guests.forEach((guest, introduction) -> {
			if (isPresent(introduction, state) || this.leaving.contains(guest)) {
				return;
			}
			if (introduction.to().equals(state.self()) && departures.hasLeft(introduction.from())) {
				this.leaving.add(guest);
				this.timer.schedule(() -> end(guest, introduction), Correspondents.PATIENCE_MILLIS,
						TimeUnit.MILLISECONDS);
			}
			else {
				end(guest, introduction);
			}
		});
	}

	private void end(Guest guest, Introduction introduction) {
		left(guest);
		guest.end("the membership of " + introduction.from() + " or of this node is over");
	}

	/** Whether nobody has anything to say. */
	boolean isEmpty() {
		return this.guests.isEmpty();
	}

	private static boolean isPresent(Introduction introduction, ClusterState state) {
		return introduction.clusterId().equals(state.clusterId()) && introduction.to().equals(state.self())
				&& state.member(introduction.from()).isPresent();
	}

	/** A guest has gone by itself. */
	void left(Guest guest) {
		this.guests.remove(guest);
		this.leaving.remove(guest);
	}

	/** Ends all conversations. */
	void close(String reason) {
		this.waiting.forEach((knocking) -> knocking.door.refuse(reason));
		this.waiting.clear();
		this.guests.keySet().forEach((guest) -> guest.end(reason));
		this.guests.clear();
		this.leaving.clear();
	}

	private boolean decide(Introduction introduction, Conversations.Door door) {
		ClusterState state = this.admitting.state();
		if (state.clusterId() == null) {
			// about to join, maybe
			return false;
		}
		if (!introduction.clusterId().equals(state.clusterId())) {
			door.refuse("this node belongs to another cluster");
			return true;
		}
		if (!introduction.to().equals(state.self())) {
			door.refuse("this is " + state.self() + " and not " + introduction.to());
			return true;
		}
		if (state.member(introduction.from()).isEmpty()) {
			return false;
		}
		Guest guest = this.admitting.guest(introduction.from(), this::left);
		this.guests.put(guest, introduction);
		guest.begin(door.open(guest));
		if (!isPresent(introduction, this.admitting.state())) {
			end(guest, introduction);
		}
		return true;
	}

	private record Waiting(Introduction introduction, Conversations.Door door) {
	}

	/** What the reception needs of its node. */
	interface Admitting {

		/** The present state. */
		ClusterState state();

		/** Somebody who may come in, and is told of when it has gone by itself. */
		Guest guest(NodeId peer, Consumer<Guest> atEnd);

	}

}
