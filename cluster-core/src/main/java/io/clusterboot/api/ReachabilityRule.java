package io.clusterboot.api;

/**
 * How the reports of observers become a verdict.
 */
public enum ReachabilityRule {

	/** Several observers must agree; see the protocol's section on the verdict. */
	VERDICT,

	/** Any single observer suffices, as in Akka. */
	ANY_OBSERVER

}
