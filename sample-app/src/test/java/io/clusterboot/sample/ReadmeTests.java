package io.clusterboot.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README shows is what is tested.
 */
class ReadmeTests {

	private static final Path ROOT = Path.of("..");

	private static final Pattern SNIPPET = Pattern.compile("<!-- tested: (\\S+) -->\n```\\w+\n(.*?)```",
			Pattern.DOTALL);

	private static final Pattern LINK = Pattern.compile("\\]\\(((?!http)[^)#]+)\\)");

	private final String readme = read(ROOT.resolve("README.md"));

	@Test
	void theSnippetsStandInTheSources() {
		Map<String, String> snippets = new TreeMap<>();
		Matcher matcher = SNIPPET.matcher(this.readme);
		while (matcher.find()) {
			snippets.put(matcher.group(1), matcher.group(2));
		}
		assertThat(snippets).hasSize(3);
		snippets.forEach((source, snippet) -> assertThat(normalized(read(ROOT.resolve(source)))).as(source)
			.contains(normalized(withoutVersion(snippet))));
	}

	@Test
	void theVersionIsThatOfTheBuild() {
		Matcher matcher = Pattern.compile("<version>([^<]+)</version>").matcher(this.readme);
		assertThat(matcher.find()).isTrue();
		assertThat(read(ROOT.resolve("pom.xml")))
			.contains("<artifactId>cluster-parent</artifactId>\n\t<version>%s</version>".formatted(matcher.group(1)));
	}

	@Test
	void itIsShortAndItsLinksLeadSomewhere() {
		assertThat(this.readme.lines()).hasSizeLessThan(150);
		List<String> links = LINK.matcher(this.readme).results().map((result) -> result.group(1)).toList();
		assertThat(links).isNotEmpty().allSatisfy((link) -> assertThat(ROOT.resolve(link)).exists());
	}

	// In the build the version comes from the parent.
	private static String withoutVersion(String snippet) {
		return snippet.replaceAll("\t<version>.*</version>\n", "");
	}

	private static String normalized(String text) {
		return text.lines().map(String::strip).reduce("", (left, right) -> left + right + "\n");
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
