package io.clusterboot.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import io.clusterboot.benchmarks.membership.MeasuredSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests of {@link Versions}.
 */
class VersionsTests {

	@TempDir
	private Path folder = Path.of(".");

	@Test
	void theBuildOfTheArtifactTellsItsVersion() throws IOException {
		Path jar = jar("some-thing-1.2.jar", null, null, "META-INF/maven/a.b/other/pom.properties", "version=9",
				"META-INF/maven/a.b/some-thing/pom.properties", "version=1.2.3");
		assertThat(Versions.find(jar.toString(), "some-thing")).isEqualTo("1.2.3");
	}

	@Test
	void elseTheManifestDoes() throws IOException {
		jar("some-1.2.jar", "1.2.4", null);
		assertThat(Versions.find(this.folder + "/*", "some")).isEqualTo("1.2.4");
	}

	@Test
	void aJarThatNamesOthersIsFollowed() throws IOException {
		Files.createDirectory(this.folder.resolve("lib"));
		jar("lib/some-api-1.2.jar", "9", null);
		jar("lib/some-1.2.jar", "1.2.4", null);
		Path main = jar("main.jar", null, "lib/some-api-1.2.jar lib/some-1.2.jar");
		assertThat(Versions.find(main.toString(), "some")).isEqualTo("1.2.4");
	}

	@Test
	void classesOutsideOfAJarHaveNone() throws IOException {
		assertThat(Versions.find(this.folder.toString(), "some")).isEqualTo(Versions.NOT_PACKAGED);
	}

	@Test
	void aJarThatDoesNotTellIsNamed() throws IOException {
		Path jar = jar("some-1.2.jar", null, null);
		assertThatIOException().isThrownBy(() -> Versions.find(jar.toString(), "some"))
			.withMessageContaining("some-1.2.jar does not tell its version");
	}

	@ParameterizedTest
	@EnumSource(names = { "PEKKO", "JGROUPS", "HAZELCAST" })
	void peersTellTheirs(MeasuredSystem system) throws IOException {
		assertThat(Versions.find(system.classPath(), system.artifact())).matches("\\d+\\.\\d+\\.\\d+.*");
	}

	private Path jar(String name, String version, String classPath, String... entries) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		if (version != null) {
			manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
		}
		if (classPath != null) {
			manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
		}
		Path path = this.folder.resolve(name);
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path), manifest)) {
			for (int i = 0; i < entries.length; i += 2) {
				jar.putNextEntry(new ZipEntry(entries[i]));
				jar.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
			}
		}
		return path;
	}

}
