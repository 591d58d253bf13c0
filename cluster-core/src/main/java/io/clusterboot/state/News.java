package io.clusterboot.state;

import java.util.List;

/**
 * The present records of those whose records changed.
 *
 * @param changes what changed, in order
 * @param all the same in one
 * @param delta the records
 * @param weight a bound of what they take in a frame, in bytes
 */
public record News(List<Tables.Changes> changes, Tables.Changes all, Delta delta, int weight) {

	/** Whether these are the news of the very same changes. */
	boolean isAbout(List<Tables.Changes> others) {
		if (this.changes.size() != others.size()) {
			return false;
		}
		for (int i = 0; i < others.size(); i++) {
			if (this.changes.get(i) != others.get(i)) {
				return false;
			}
		}
		return true;
	}

}
