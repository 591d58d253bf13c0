package io.clusterboot.simulator.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.clusterboot.simulator.scenario.Scenario;
import io.clusterboot.simulator.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Lists the scenarios.
 */
@Command(name = "list",
		description = "Lists the scenarios, with their default number of nodes and others that make sense.",
		mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {

	@Spec
	private CommandSpec spec = CommandSpec.create();

	@Override
	public void run() {
		for (Scenario scenario : Scenarios.all()) {
			this.spec.commandLine()
				.getOut()
				.println(String.format(Locale.ROOT, "%-24s %-18s %s", scenario.name(), sizes(scenario),
						scenario.description()));
		}
		this.spec.commandLine().getOut().flush();
	}

	private static String sizes(Scenario scenario) {
		if (scenario.nodes() == 0) {
			return "5 to 20";
		}
		List<Integer> sizes = new ArrayList<>(List.of(scenario.nodes()));
		sizes.addAll(scenario.sizes());
		return sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
	}

}
