package io.clusterboot.benchmarks.start;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The jars of the application, as its build packed them or extracted as Spring Boot
 * advises for production.
 *
 * @param byName the jar to start for each name of a jar as built
 */
record Jars(Map<String, Path> byName) {

	/**
	 * As built.
	 * @param directory where the build left them
	 * @return the jars
	 * @throws IOException if one is missing
	 */
	static Jars packed(Path directory) throws IOException {
		Map<String, Path> byName = new TreeMap<>();
		for (Variant variant : Variant.values()) {
			Path jar = directory.resolve(variant.jar());
			if (!Files.isReadable(jar)) {
				throw new IOException("No " + jar + ": build the module cluster-benchmarks/application-start");
			}
			byName.put(variant.jar(), jar);
		}
		return new Jars(byName);
	}

	/**
	 * Extracts them.
	 * @param directory where to; must be empty
	 * @return the extracted jars
	 * @throws IOException if that failed
	 * @throws InterruptedException if the thread was interrupted
	 */
	Jars extract(Path directory) throws IOException, InterruptedException {
		Map<String, Path> extracted = new TreeMap<>();
		for (Map.Entry<String, Path> entry : this.byName.entrySet()) {
			Path target = directory.resolve(entry.getKey().replace(".jar", ""));
			List<String> command = List.of(StartedApplication.JAVA, "-Djarmode=tools", "-jar",
					entry.getValue().toString(), "extract", "--destination", target.toString());
			int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
			if (exit != 0) {
				throw new IOException("Exit code " + exit + " of " + command);
			}
			extracted.put(entry.getKey(), target.resolve(entry.getKey()));
		}
		return new Jars(extracted);
	}

	/**
	 * The jar to start.
	 * @param variant the variant
	 * @return its jar
	 */
	Path of(Variant variant) {
		return this.byName.getOrDefault(variant.jar(), Path.of(variant.jar()));
	}

	/**
	 * Where the build leaves them, beside the jar of the benchmarks.
	 * @return the directory
	 */
	static Path besideThis() {
		try {
			Path here = Path.of(Jars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return here.resolveSibling("../application-start/target").normalize();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
