package io.clusterboot.benchmarks.compare;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.clusterboot.benchmarks.membership.MeasuredSystem;

/**
 * What is written into the documentation: where and how it was measured, the tables and
 * the charts.
 */
final class Report {

	private final List<Session> sessions;

	private final Results results;

	private final Charts charts;

	private final String folder;

	private final StringBuilder text = new StringBuilder();

	/**
	 * Prepares it.
	 * @param sessions the calls that measured; at least one
	 * @param results the results
	 * @param charts the charts
	 * @param folder the folder of the charts, seen from the document
	 */
	Report(List<Session> sessions, Results results, Charts charts, String folder) {
		this.sessions = sessions;
		this.results = results;
		this.charts = charts;
		this.folder = folder;
	}

	/**
	 * Writes it.
	 * @return Markdown
	 */
	String write() {
		this.text.append("<!-- Written by compare; what is changed here is lost. -->\n");
		circumstances();
		systems();
		for (Figure figure : this.results.figures()) {
			figure(figure);
		}
		failures();
		return this.text.toString();
	}

	private void circumstances() {
		paragraph("Machine: " + distinct((session) -> session.machine().toString()) + ".");
		paragraph("Measured: " + distinct(Report::when) + ".");
		paragraph(
				"In each round all systems take turns. Each cluster has a JVM of its own with default options (and those that Hazelcast asks for), and a"
						+ " network namespace of its own where that may be made; its nodes run in that one JVM and talk over"
						+ " loopback. Members that are killed or stopped are processes of their own. Idle was measured over "
						+ distinct((session) -> session.durations().idleSeconds() + " s")
						+ "; what had not happened after "
						+ distinct((session) -> session.durations().limitSeconds() + " s")
						+ " was given up, counts as worse than any number, and is drawn as that limit in charts.");
		paragraph("Each cell tells minimum - median - maximum of the rounds. Below stands clusterboot's value divided"
				+ " by that of the peer: of the medians, and in parentheses the least and the greatest of the rounds."
				+ " Less is better everywhere, so a ratio below 1 speaks for clusterboot.");
		paragraph("Measured with:");
		this.text.append("```\n");
		List<String> commands = this.sessions.stream().map(Report::command).distinct().toList();
		for (int i = 0; i < commands.size(); i++) {
			this.text.append(commands.get(i)).append((i > 0) ? " --resume\n" : "\n");
		}
		this.text.append("```\n");
	}

	private static String when(Session session) {
		return session.began() + " (load " + String.format(Locale.ROOT, "%.2f", session.load()) + ")";
	}

	/** Without the names of files, which are the matter of whoever measures. */
	private static String command(Session session) {
		StringBuilder command = new StringBuilder("java -jar cluster-benchmarks/target/benchmarks.jar compare");
		boolean file = false;
		for (String argument : session.arguments()) {
			if (!file && !argument.matches("--resume|--(results|docs)(=.*)?")) {
				command.append(' ').append(argument);
			}
			file = argument.matches("--(results|docs)");
		}
		return command.toString();
	}

	private void systems() {
		MarkdownTable table = new MarkdownTable("system", "version", "a lost member is known with", "settings");
		for (MeasuredSystem system : this.results.systems()) {
			String version = distinct((session) -> session.versions().getOrDefault(system.toString(), ""));
			table.row(system.toString(), version, system.verdict(), system.settings());
		}
		paragraph(table.toString().stripTrailing());
	}

	private void figure(Figure figure) {
		paragraph("### " + figure.title());
		paragraph(figure.explanation());
		paragraph(new Tables(this.results).of(figure).toString().stripTrailing());
		this.charts.names(figure)
			.forEach((name,
					mode) -> paragraph("![" + figure.title() + " (" + mode + ")](" + this.folder + "/" + name + ")"));
	}

	private void failures() {
		if (this.results.failures().isEmpty()) {
			paragraph("No run failed, and nothing was given up.");
			return;
		}
		paragraph("### Given up or failed");
		this.text.append('\n');
		for (Line line : this.results.failures()) {
			this.text.append("- ").append(line.run()).append(": ").append(line.summary()).append('\n');
		}
	}

	private void paragraph(String paragraph) {
		this.text.append('\n').append(paragraph).append('\n');
	}

	/** What the sessions have in common, or all that they have where they differ. */
	private String distinct(Function<Session, String> property) {
		return this.sessions.stream()
			.map(property)
			.filter((value) -> !value.isEmpty())
			.distinct()
			.collect(Collectors.joining("; "));
	}

}
