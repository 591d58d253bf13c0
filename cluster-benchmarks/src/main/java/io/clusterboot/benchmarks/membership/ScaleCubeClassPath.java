package io.clusterboot.benchmarks.membership;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class path on which ScaleCube runs: this module's classes and ScaleCube's own
 * libraries, none of ours. The build puts them there.
 */
final class ScaleCubeClassPath {

	private ScaleCubeClassPath() {
	}

	/**
	 * Finds it from where this class was loaded.
	 * @return the class path
	 * @throws IllegalStateException if it has not been built
	 */
	static String find() {
		try {
			Path code = Path.of(ScaleCubeClassPath.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			Path libraries = code.resolveSibling("../scalecube/target/lib").normalize();
			if (!Files.isDirectory(libraries)) {
				throw new IllegalStateException("ScaleCube's libraries are not in " + libraries
						+ ": build it with mvn package -pl cluster-benchmarks/scalecube");
			}
			return code.resolveSibling("classes") + File.pathSeparator + libraries + File.separator + "*";
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
