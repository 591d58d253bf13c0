package io.clusterboot.transport.grpc;

/**
 * What a node refuses at its port, each counted and told in a rate-limited line of the
 * log.
 */
public enum Refusal {

	/** A connection that is no node's, or of a stranger that asks too much. */
	CONNECTION("Turned a connection away"),

	/** A link on which something came that is not the protocol, or too much of it. */
	LINK("Closed a link"),

	/** A conversation on which something came that is not the protocol. */
	CONVERSATION("Closed a conversation"),

	/** A call that is not the protocol, or too large. */
	CALL("Refused a call"),

	/** A node whose certificate does not name the host that it says it is at. */
	CERTIFICATE("Refused a node");

	private final String topic;

	Refusal(String topic) {
		this.topic = topic;
	}

	/**
	 * How its line in the log begins.
	 * @return constant text
	 */
	String topic() {
		return this.topic;
	}

}
