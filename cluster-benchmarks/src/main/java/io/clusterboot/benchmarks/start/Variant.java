package io.clusterboot.benchmarks.start;

import java.util.List;

/** What is started. */
enum Variant {

	/** The application without the starter on its class path. */
	plain("plain", false),

	/** With the starter, without any setting: a cluster of one. */
	starter("starter", false),

	/** With the starter and one seed node, which is a running member. */
	seed("starter", true);

	private final String jar;

	private final boolean joins;

	Variant(String jar, boolean joins) {
		this.jar = jar;
		this.joins = joins;
	}

	/**
	 * The jar's name.
	 * @return a file name
	 */
	String jar() {
		return "application-start-" + this.jar + ".jar";
	}

	/**
	 * What the application is told.
	 * @param seedPort where the seed node listens
	 * @return arguments of Spring Boot
	 */
	List<String> arguments(int seedPort) {
		List<String> anyPort = List.of("--server.port=0", "--cluster.port=0");
		return this.joins ? List.of(anyPort.get(0), anyPort.get(1), "--cluster.seed-nodes=127.0.0.1:" + seedPort)
				: anyPort;
	}

}
