package io.clusterboot.messaging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A payload of several values, each encoded for itself: the arguments of a call.
 *
 * @param values the encoded values, null for null; at most 255
 */
@ClusterMessage("arguments")
public record Arguments(List<byte @Nullable []> values) {

	/** The most values that there may be. */
	static final int MOST = 255;

	/**
	 * Checks the number of values.
	 * @throws IllegalArgumentException if there are more than 255
	 */
	public Arguments {
		if (values.size() > MOST) {
			throw new IllegalArgumentException("More than " + MOST + " arguments");
		}
		values = Collections.unmodifiableList(new ArrayList<>(values));
	}

}
