package io.clusterboot.downing;

/**
 * No side goes on, as small clusters may want it that come back faster than they would
 * find out who is right.
 */
final class DownAll implements DowningStrategy {

	@Override
	public Decision decide(Split split) {
		return Decision.downAll(split, "down-all: " + split.counts(null) + ", no side goes on");
	}

}
