package io.clusterboot.messaging;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

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

	Reception(Admitting admitting) {
		this.admitting = admitting;
	}

	@Override
	public void knocked(Introduction introduction, Conversations.Door door) {
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
	void reconsider() {
		ClusterState state = this.admitting.state();
		this.waiting.removeIf((knocking) -> knocking.door.isGone() || decide(knocking.introduction, knocking.door));
		this.guests.entrySet().removeIf((present) -> {
			boolean over = !isPresent(present.getValue(), state);
			if (over) {
				present.getKey().end("the membership of " + present.getValue().from() + " or of this node is over");
			}
			return over;
		});
	}

	private static boolean isPresent(Introduction introduction, ClusterState state) {
		return introduction.clusterId().equals(state.clusterId()) && introduction.to().equals(state.self())
				&& state.member(introduction.from()).isPresent();
	}

	/** A guest has gone by itself. */
	void left(Guest guest) {
		this.guests.remove(guest);
	}

	/** Ends all conversations. */
	void close(String reason) {
		this.waiting.forEach((knocking) -> knocking.door.refuse(reason));
		this.waiting.clear();
		this.guests.keySet().forEach((guest) -> guest.end(reason));
		this.guests.clear();
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
		Guest guest = this.admitting.guest(introduction.from());
		this.guests.put(guest, introduction);
		guest.begin(door.open(guest));
		if (!isPresent(introduction, this.admitting.state()) && this.guests.remove(guest) != null) {
			guest.end("the membership of " + introduction.from() + " or of this node is over");
		}
		return true;
	}

	private record Waiting(Introduction introduction, Conversations.Door door) {
	}

	/** What the reception needs of its node. */
	interface Admitting {

		/** The present state. */
		ClusterState state();

		/** Somebody who may come in. */
		Guest guest(NodeId peer);

	}

}
