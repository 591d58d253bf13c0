package io.clusterboot.routing;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What routing needs of the world around it.
 *
 * @param clock monotonic ns
 * @param random for use by many threads
 * @param executor runs what waited
 * @param alarms runs what is due later
 */
record Surroundings(LongSupplier clock, RandomGenerator random, Executor executor, Alarms alarms) {

	/** The real world. */
	static Surroundings real(Executor executor) {
		return new Surroundings(System::nanoTime, () -> ThreadLocalRandom.current().nextLong(), executor,
				Alarms.on(executor));
	}

}
