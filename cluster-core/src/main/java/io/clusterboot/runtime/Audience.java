package io.clusterboot.runtime;

import java.util.List;
import java.util.function.Consumer;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.node.Output;
import org.slf4j.Logger;

/**
 * Everybody who is told what happens at a node: those who read the last state, those who
 * listen to events, those who gave a command, and the log. Told by the event loop, which
 * never waits for any of them.
 */
final class Audience {

	private final MembershipLog log;

	private final EventDispatcher dispatcher;

	private final Commands commands;

	private volatile ClusterState state;

	private volatile Consumer<Output.Terminated> terminationListener = (end) -> {
	};

	/**
	 * Creates an audience.
	 * @param initial the state before the first change
	 * @param logger where to write what happens
	 */
	Audience(ClusterState initial, Logger logger) {
		this.log = new MembershipLog(logger);
		this.state = initial;
		this.dispatcher = new EventDispatcher(initial);
		this.commands = new Commands(this.dispatcher);
		this.dispatcher.subscribe(this.log);
	}

	/**
	 * The last state.
	 * @return the state
	 */
	ClusterState state() {
		return this.state;
	}

	/**
	 * The commands of users.
	 * @return those that have not ended
	 */
	Commands commands() {
		return this.commands;
	}

	/**
	 * The thread that tells listeners.
	 * @return the dispatcher
	 */
	EventDispatcher dispatcher() {
		return this.dispatcher;
	}

	/**
	 * Says who is told about the end of the membership.
	 * @param listener is told on the dispatcher thread
	 */
	void onTerminated(Consumer<Output.Terminated> listener) {
		this.terminationListener = listener;
	}

	/**
	 * Publishes a state: it can be read before anybody is told about it.
	 * @param state the new state
	 */
	void publish(ClusterState state) {
		this.state = state;
		this.dispatcher.tell(state);
	}

	/**
	 * Tells an event that is no difference of states.
	 * @param event the event
	 */
	void tell(ClusterEvent event) {
		this.dispatcher.tell(event);
	}

	/**
	 * Writes what the node has to say.
	 * @param notice what it says
	 */
	void notice(Output.Notice notice) {
		// On the dispatcher: writing a line may block.
		this.dispatcher.execute(() -> this.log.write(notice));
	}

	/**
	 * A life ended.
	 * @param end why
	 * @param rejoin when the next one joins, in ms; negative if there is none
	 */
	void ended(Output.Terminated end, long rejoin) {
		this.dispatcher.execute(() -> {
			this.log.ended(end, rejoin);
			if (rejoin < 0) {
				this.terminationListener.accept(end);
			}
		});
	}

	/**
	 * The node has stopped: whoever waits for it is told.
	 * @param blockedBy why, in words; empty when that is no fault
	 */
	void stop(List<String> blockedBy) {
		ClusterState last = this.state;
		if (last.clusterId() != null || !blockedBy.isEmpty()) {
			publish(ClusterState.outside(last.name(), last.self(), last.view() + 1, blockedBy)
				.withLastDecision(last.lastDecision()));
		}
		this.commands.end();
	}

}
