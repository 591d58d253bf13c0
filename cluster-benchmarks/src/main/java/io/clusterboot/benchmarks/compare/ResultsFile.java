package io.clusterboot.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of JSON lines, to which each result is added as soon as it is there. Each call
 * that measures begins with a line about itself.
 */
final class ResultsFile {

	private static final String SESSION = "session";

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final Path path;

	ResultsFile(Path path) {
		this.path = path;
	}

	Path path() {
		return this.path;
	}

	boolean exists() {
		return Files.exists(this.path);
	}

	/**
	 * Reads what is there. The rest of a line that was broken off is not.
	 * @return the content; empty if there is no file
	 * @throws IOException if it cannot be read, or a line is none of ours
	 */
	Content read() throws IOException {
		Content content = new Content(new ArrayList<>(), new ArrayList<>());
		String text = exists() ? whole(Files.readString(this.path)) : "";
		int number = 0;
		for (String line : text.lines().toList()) {
			number++;
			try {
				ObjectNode json = this.mapper.readValue(line, ObjectNode.class);
				if (json.has(SESSION)) {
					content.sessions.add(this.mapper.treeToValue(json.get(SESSION), Session.class));
				}
				else {
					content.lines.add(Line.of(json));
				}
			}
			catch (IllegalArgumentException | JacksonException ex) {
				throw new IOException("Line " + number + " of " + this.path + " is no result: " + line, ex);
			}
		}
		return content;
	}

	void append(Session session) throws IOException {
		append(JsonNodeFactory.instance.objectNode().set(SESSION, this.mapper.valueToTree(session)));
	}

	void append(Line line) throws IOException {
		append(line.json());
	}

	private void append(ObjectNode json) throws IOException {
		Path folder = this.path.toAbsolutePath().getParent();
		if (folder != null) {
			Files.createDirectories(folder);
		}
		if (exists()) {
			String text = Files.readString(this.path);
			String whole = whole(text);
			if (whole.length() < text.length()) {
				Files.writeString(this.path, whole);
			}
		}
		Files.write(this.path, (this.mapper.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8),
				StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	/** Without the rest of a line that was broken off. */
	private static String whole(String text) {
		return text.substring(0, text.lastIndexOf('\n') + 1);
	}

	/**
	 * What is in the file.
	 *
	 * @param sessions the calls that measured
	 * @param lines their results
	 */
	record Content(List<Session> sessions, List<Line> lines) {
	}

}
