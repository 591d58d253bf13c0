package io.clusterboot.api;

/**
 * Why an observer cannot reach a subject, from the weakest to the strongest evidence.
 */
public enum Evidence {

	/**
	 * Only the link between the two is bad: another member reached the subject. Visible,
	 * but no accusation.
	 */
	LINK,

	/**
	 * Silent beyond the failure detector's threshold, also for others that were asked.
	 */
	UNREACHABLE,

	/** The stream broke and the host refused to be dialled again: the process is gone. */
	CRASHED

}
