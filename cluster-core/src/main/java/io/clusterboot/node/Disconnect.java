package io.clusterboot.node;

/**
 * Why a connection ended or was never made.
 */
public enum Disconnect {

	/** The host answered that nobody listens there. */
	REFUSED,

	/** No answer in time, no route, or an unknown host. */
	UNREACHABLE,

	/** An established connection broke. */
	RESET,

	/** The other side closed it in good order. */
	CLOSED,

	/** The other side sent something that is not the protocol, or too much of it. */
	PROTOCOL,

	/** TLS failed: an unknown authority, a wrong name, or plain text against TLS. */
	SECURITY

}
