package io.clusterboot.transport;

import io.clusterboot.api.NodeAddress;

/**
 * Conversations between members, each on a connection of its own, apart from the links of
 * membership: messages never keep a probe waiting.
 */
public interface Conversations {

	/**
	 * Says who lets others in; before the transport is bound. Without a host everybody is
	 * refused.
	 * @param host decides
	 */
	void serve(Host host);

	/**
	 * Begins a conversation. Returns at once; the listener is told how it went.
	 * @param address where to
	 * @param introduction who asks whom
	 * @param listener is told what happens
	 * @return the conversation, which is not open yet
	 */
	Conversation dial(NodeAddress address, Introduction introduction, Conversation.Listener listener);

	/**
	 * Whether the current thread moves bytes, and so must not block.
	 * @return true if it does
	 */
	boolean isMover();

	/** Lets others in, or not. */
	@FunctionalInterface
	interface Host {

		/**
		 * Another node began a conversation. May be answered later, within a few seconds.
		 * @param introduction who asks whom
		 * @param door how to answer
		 */
		void knocked(Introduction introduction, Door door);

	}

	/** A conversation that was not accepted yet. */
	interface Door {

		/**
		 * Accepts. Frames come once {@link Conversation#next} asks for them.
		 * @param listener is told what happens
		 * @return the conversation
		 */
		Conversation open(Conversation.Listener listener);

		/**
		 * Refuses.
		 * @param reason why, for the other side
		 */
		void refuse(String reason);

		/**
		 * Whether the other side has given up.
		 * @return true if an answer makes no sense any more
		 */
		boolean isGone();

	}

}
