package io.clusterboot.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The versions of what lies on a class path, as the jars themselves tell them.
 */
final class Versions {

	/** What is not in a jar, such as classes of a build that goes on. */
	static final String NOT_PACKAGED = "not packaged";

	private Versions() {
	}

	/**
	 * Asks a jar for its version.
	 * @param classPath a class path, in the form of the option of {@code java}
	 * @param artifact the name of the artifact, with which the name of the jar begins
	 * @return the version
	 * @throws IOException if a jar cannot be read
	 */
	static String find(String classPath, String artifact) throws IOException {
		for (Path jar : jars(classPath)) {
			if (name(jar).matches("\\Q" + artifact + "\\E-\\d.*")) {
				return read(jar, artifact);
			}
		}
		return NOT_PACKAGED;
	}

	private static List<Path> jars(String classPath) throws IOException {
		List<Path> jars = new ArrayList<>();
		for (String entry : classPath.split(File.pathSeparator)) {
			if (entry.endsWith("*")) {
				try (Stream<Path> files = Files.list(Path.of(entry.substring(0, entry.length() - 1)))) {
					files.filter((file) -> file.toString().endsWith(".jar")).forEach(jars::add);
				}
			}
			else if (entry.endsWith(".jar") && Files.exists(Path.of(entry))) {
				jars.add(Path.of(entry));
				jars.addAll(named(Path.of(entry)));
			}
		}
		return jars;
	}

	/** The jars that a jar names in its manifest, as those that are started do. */
	private static List<Path> named(Path jar) throws IOException {
		List<Path> named = new ArrayList<>();
		String list = attributes(jar).getValue(Attributes.Name.CLASS_PATH);
		if (list != null) {
			for (String entry : list.strip().split("\\s+")) {
				named.add(Path.of(jar.toUri().resolve(URI.create(entry))));
			}
		}
		return named;
	}

	private static String read(Path jar, String artifact) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			List<JarEntry> entries = file.stream()
				.filter((entry) -> entry.getName().matches("META-INF/maven/.*/\\Q" + artifact + "\\E/pom.properties"))
				.toList();
			for (JarEntry entry : entries) {
				Properties properties = new Properties();
				try (InputStream input = file.getInputStream(entry)) {
					properties.load(input);
				}
				return properties.getProperty("version");
			}
		}
		String version = attributes(jar).getValue(Attributes.Name.IMPLEMENTATION_VERSION);
		if (version == null) {
			throw new IOException(jar + " does not tell its version");
		}
		return version;
	}

	private static Attributes attributes(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			Manifest manifest = file.getManifest();
			return (manifest != null) ? manifest.getMainAttributes() : new Attributes();
		}
	}

	private static String name(Path path) {
		return Objects.requireNonNull(path.getFileName()).toString();
	}

}
