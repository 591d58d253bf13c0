package io.clusterboot.benchmarks.start;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

import tools.jackson.databind.JsonNode;

/**
 * One start of the application.
 *
 * @param variant what was started
 * @param startMillis from the start of the JVM until the application was ready
 * @param cpuMillis what all its threads used until then
 * @param mainCpuMillis what the thread that starts the application used until then
 * @param heapKib what was left on the heap after full collections
 * @param classesAndCodeKib classes and compiled code in use
 * @param classes number of classes
 * @param threads number of threads
 */
record Start(Variant variant, long startMillis, long cpuMillis, long mainCpuMillis, long heapKib,
		long classesAndCodeKib, long classes, long threads) {

	/** The measures by name. */
	static final Map<String, ToLongFunction<Start>> MEASURES = new TreeMap<>(Map.of("startMillis", Start::startMillis,
			"cpuMillis", Start::cpuMillis, "mainCpuMillis", Start::mainCpuMillis, "heapKib", Start::heapKib,
			"classesAndCodeKib", Start::classesAndCodeKib, "classes", Start::classes, "threads", Start::threads));

	/**
	 * Reads the reports of an application.
	 * @param variant what was started
	 * @param start what it said when it was ready
	 * @param holdings what it said later
	 * @return the start
	 */
	static Start of(Variant variant, JsonNode start, JsonNode holdings) {
		return new Start(variant, start.required("startMillis").longValue(), start.required("cpuMillis").longValue(),
				start.required("mainCpuMillis").longValue(), holdings.required("heapKib").longValue(),
				holdings.required("classesAndCodeKib").longValue(), holdings.required("classes").longValue(),
				holdings.required("threads").longValue());
	}

}
