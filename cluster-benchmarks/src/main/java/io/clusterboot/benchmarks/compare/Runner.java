package io.clusterboot.benchmarks.compare;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

import io.clusterboot.benchmarks.membership.Measure;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a run.
 */
@FunctionalInterface
interface Runner {

	/**
	 * Makes a run; returns when it has ended and nothing of it is left.
	 * @param run the run
	 * @param measures what to measure
	 * @param results is given each result as soon as it is there
	 * @return what went wrong; empty if the run ended as it should
	 * @throws IOException if it cannot be started, or a result cannot be stored
	 * @throws InterruptedException if the thread is interrupted
	 */
	Optional<String> run(Run run, Set<Measure> measures, Sink results) throws IOException, InterruptedException;

	/**
	 * Takes results.
	 */
	@FunctionalInterface
	interface Sink {

		/**
		 * Takes a result.
		 * @param result what {@code membership} printed
		 * @throws IOException if it cannot be stored
		 */
		void accept(ObjectNode result) throws IOException;

	}

}
