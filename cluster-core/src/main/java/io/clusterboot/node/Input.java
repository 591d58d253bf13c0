package io.clusterboot.node;

import java.util.Map;

import io.clusterboot.api.LoadSample;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;

/**
 * Everything that can happen to a node. Links that the node dialled have positive
 * numbers, links that others dialled negative ones.
 */
public sealed interface Input {

	/** Begin to look for a cluster. */
	record Start() implements Input {
	}

	/** The deadline that the node asked for has come. */
	record Tick() implements Input {
	}

	/**
	 * The threads that move bytes were late: what looked like the silence of others may
	 * have waited there.
	 *
	 * @param millis how late, in ms
	 */
	record Late(long millis) implements Input {
	}

	/**
	 * A frame came in; the first one of a negative link opens it.
	 *
	 * @param link the link
	 * @param frame the frame
	 */
	record FrameReceived(long link, Frame frame) implements Input {
	}

	/**
	 * A link ended, or could not be opened.
	 *
	 * @param link the link
	 * @param reason why
	 * @param detail the same in words, for the log
	 */
	record LinkClosed(long link, Disconnect reason, String detail) implements Input {
	}

	/**
	 * Another node asks; it waits for one {@link Output.Reply}.
	 *
	 * @param call number of the call, given by the transport
	 * @param request what it asks
	 */
	record CallReceived(long call, Request request) implements Input {
	}

	/**
	 * An {@link Output.Call} was answered.
	 *
	 * @param call number of the call, given by the node
	 * @param response the answer
	 */
	record CallAnswered(long call, Response response) implements Input {
	}

	/**
	 * An {@link Output.Call} failed.
	 *
	 * @param call number of the call, given by the node
	 * @param reason why
	 * @param detail the same in words
	 */
	record CallFailed(long call, Disconnect reason, String detail) implements Input {
	}

	/**
	 * The answer to an {@link Output.AcquireLease}.
	 *
	 * @param question what was asked
	 * @param acquired whether the lease is this node's; false as well when nobody knows
	 * @param detail why it is not, in words; empty if it is
	 */
	record LeaseAnswered(Output.AcquireLease question, boolean acquired, String detail) implements Input {
	}

	/** What this node's own user wants. */
	sealed interface Command extends Input {

		/**
		 * The number of the command.
		 * @return comes back in {@link Output.Done}
		 */
		long command();

	}

	/**
	 * Leave the cluster.
	 *
	 * @param command number of the command, comes back in {@link Output.Done}
	 */
	record Leave(long command) implements Command {
	}

	/**
	 * Let a member leave.
	 *
	 * @param command number of the command, comes back in {@link Output.Done}
	 * @param member its address
	 */
	record LeaveMember(long command, NodeAddress member) implements Command {
	}

	/**
	 * Declare a member dead.
	 *
	 * @param command number of the command, comes back in {@link Output.Done}
	 * @param member its address
	 */
	record DownMember(long command, NodeAddress member) implements Command {
	}

	/**
	 * Put entries into the node's metadata.
	 *
	 * @param command number of the command, comes back in {@link Output.Done}
	 * @param entries the entries
	 */
	record PutMetadata(long command, Map<String, String> entries) implements Command {
	}

	/**
	 * Tell the others how busy the node is.
	 *
	 * @param command number of the command, comes back in {@link Output.Done}
	 * @param load its load
	 */
	record ReportLoad(long command, LoadSample load) implements Command {
	}

}
