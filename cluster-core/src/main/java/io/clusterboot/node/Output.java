package io.clusterboot.node;

import java.time.Duration;
import java.util.List;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a node wants done.
 */
public sealed interface Output {

	/** What the transport does. */
	sealed interface Network extends Output {

	}

	/**
	 * Open a link. Frames may be sent on it at once; they wait for the connection. Its
	 * end, or the failure to open it, is told by exactly one {@link Input.LinkClosed}.
	 *
	 * @param link the number of the link, positive, new
	 * @param address where to
	 */
	record Dial(long link, NodeAddress address) implements Network {
	}

	/**
	 * Send a frame; dropped without a word when the link has ended.
	 *
	 * @param link the link
	 * @param frame the frame
	 */
	record Send(long link, Frame frame) implements Network {
	}

	/**
	 * Close a link after what was sent on it. No {@link Input.LinkClosed} follows.
	 *
	 * @param link the link
	 * @param reason in words, for the other side's log
	 */
	record Close(long link, String reason) implements Network {
	}

	/**
	 * Ask another node; one {@link Input.CallAnswered} or {@link Input.CallFailed}
	 * follows within the timeout.
	 *
	 * @param call number of the call, new
	 * @param address whom
	 * @param request what
	 * @param timeoutMillis time for the answer, connecting included, in ms
	 */
	record Call(long call, NodeAddress address, Request request, long timeoutMillis) implements Network {
	}

	/**
	 * Answer a call.
	 *
	 * @param call number of the call, from {@link Input.CallReceived}
	 * @param response the answer
	 */
	record Reply(long call, Response response) implements Network {
	}

	/**
	 * A command was carried out.
	 *
	 * @param command number of the command
	 * @param failure why it was not; null if it was
	 */
	record Done(long command, @Nullable RuntimeException failure) implements Output {
	}

	/**
	 * Something an operator may want to read.
	 *
	 * @param severity how much it matters
	 * @param topic short, constant text: at most one line of a topic and subject every
	 * few seconds is worth writing
	 * @param message the line, without a time
	 */
	record Notice(Severity severity, String topic, String message) implements Output {
	}

	/** How much a {@link Notice} matters. */
	enum Severity {

		/** Only for those who look for a fault. */
		DEBUG,

		/** A change that matters. */
		INFO,

		/** A person may have to act. */
		WARN

	}

	/**
	 * A cluster of the same name with another id was met.
	 *
	 * @param contact where
	 * @param foreignId its id
	 */
	record ForeignCluster(NodeAddress contact, ClusterId foreignId) implements Output {
	}

	/**
	 * Ask for the lease that decides a split; exactly one {@link Input.LeaseAnswered}
	 * follows within the timeout.
	 *
	 * @param number number of the question, new in this life of the node
	 * @param name which lease
	 * @param owner for whom: this life of the node
	 * @param validity how long the lease is to be valid
	 * @param timeout time for the answer; no answer in time is a refusal
	 */
	record AcquireLease(long number, String name, String owner, Duration validity, Duration timeout) implements Output {
	}

	/**
	 * The split brain resolver decided, and has written what it decided into the tables.
	 *
	 * @param strategy the strategy
	 * @param reason why, in words
	 * @param down whom it downs, sorted
	 * @param reachable how many members were on the own side
	 * @param unreachable the members on the other side that were not DOWN yet, sorted
	 */
	record Decided(DowningMode strategy, String reason, List<NodeId> down, int reachable,
			List<NodeId> unreachable) implements Output {

		/**
		 * Creates the output.
		 */
		public Decided {
			down = List.copyOf(down);
			unreachable = List.copyOf(unreachable);
		}
	}

	/**
	 * This life is over; the node ignores all further input. All its links are closed by
	 * earlier outputs.
	 *
	 * @param cause why
	 * @param message the same in words
	 * @param contacts members at which a next life may join, beside the seed nodes
	 */
	record Terminated(Cause cause, String message, List<NodeAddress> contacts) implements Output {

		/**
		 * Creates the output.
		 */
		public Terminated {
			contacts = List.copyOf(contacts);
		}
	}

	/** Why a node's life ended. */
	enum Cause {

		/** It left. */
		LEFT,

		/** Others, or its own resolver, downed or removed it. */
		REMOVED,

		/** Its cluster dissolved in favour of another one. */
		DISSOLVED,

		/** It found no cluster within the join timeout. */
		JOIN_TIMEOUT

	}

}
