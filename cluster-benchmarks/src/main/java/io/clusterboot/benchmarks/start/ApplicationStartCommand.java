package io.clusterboot.benchmarks.start;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the starter adds to the start of a web application; one JSON line a start, and one
 * a measure with the difference to the plain application's start of the same round.
 */
@Command(name = "application-start", description = "What the starter adds to the start of a web application.",
		mixinStandardHelpOptions = true)
public final class ApplicationStartCommand implements Callable<Integer> {

	private final JsonMapper mapper = JsonMapper.builder().build();

	@Spec
	private @Nullable CommandSpec spec;

	@Option(names = "--rounds", defaultValue = "5", description = "starts of each variant (${DEFAULT-VALUE})")
	private int rounds;

	@Option(names = "--settle", defaultValue = "3",
			description = "seconds from ready to the measure of the heap (${DEFAULT-VALUE})")
	private int settle;

	@Option(names = "--layout", defaultValue = "jar",
			description = "${COMPLETION-CANDIDATES}: as built, or extracted by Boot's jarmode (${DEFAULT-VALUE})")
	private Layout layout = Layout.jar;

	@Option(names = "--jars", description = "where application-start-*.jar are; next to this jar by default")
	private @Nullable Path jars;

	@Option(names = "--java-option", description = "an option of the applications' JVM")
	private List<String> javaOptions = List.of();

	ApplicationStartCommand() {
	}

	@Override
	public Integer call() throws Exception {
		Jars packed = Jars.packed((this.jars != null) ? this.jars : Jars.besideThis());
		if (this.layout == Layout.jar) {
			measure(packed);
			return 0;
		}
		Path directory = Files.createTempDirectory("application-start");
		try {
			measure(packed.extract(directory));
		}
		finally {
			delete(directory);
		}
		return 0;
	}

	private void measure(Jars jars) throws IOException, InterruptedException {
		int seedPort = freePort();
		try (StartedApplication seed = StartedApplication.start(this.javaOptions, jars.of(Variant.seed),
				List.of("--server.port=0", "--cluster.port=" + seedPort))) {
			seed.holdings();
			for (Variant variant : Variant.values()) {
				// The first ones read the jars from the disk.
				start(jars, variant, seedPort, 0);
			}
			Map<Variant, List<Start>> starts = new EnumMap<>(Variant.class);
			for (int round = 0; round < this.rounds; round++) {
				for (Variant variant : Variant.values()) {
					Start start = start(jars, variant, seedPort, this.settle);
					starts.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(start);
					print(start);
				}
			}
			summarize(starts);
		}
	}

	private Start start(Jars jars, Variant variant, int seedPort, int settle) throws IOException, InterruptedException {
		try (StartedApplication application = StartedApplication.start(this.javaOptions, jars.of(variant),
				variant.arguments(seedPort))) {
			Thread.sleep(Duration.ofSeconds(settle).toMillis());
			return Start.of(variant, application.start(), application.holdings());
		}
	}

	private void summarize(Map<Variant, List<Start>> starts) {
		List<Start> plain = Objects.requireNonNull(starts.get(Variant.plain));
		Start.MEASURES.forEach((name, measure) -> {
			print(summary(name, Variant.plain, plain, measure));
			for (Variant variant : List.of(Variant.starter, Variant.seed)) {
				List<Start> others = Objects.requireNonNull(starts.get(variant));
				Map<String, Object> line = summary(name, variant, others, measure);
				line.put("added", Spread.of(differences(plain, others, measure)));
				print(line);
			}
		});
	}

	private Map<String, Object> summary(String name, Variant variant, List<Start> starts,
			ToLongFunction<Start> measure) {
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("measure", name);
		line.put("layout", this.layout);
		line.put("variant", variant);
		line.put("total", Spread.of(starts.stream().map(measure::applyAsLong).toList()));
		return line;
	}

	private static List<Long> differences(List<Start> plain, List<Start> others, ToLongFunction<Start> measure) {
		return IntStream.range(0, plain.size())
			.mapToObj((round) -> measure.applyAsLong(others.get(round)) - measure.applyAsLong(plain.get(round)))
			.toList();
	}

	private void print(Object line) {
		PrintWriter out = Objects.requireNonNull(this.spec).commandLine().getOut();
		out.println(this.mapper.writeValueAsString(line));
		out.flush();
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static void delete(Path directory) throws IOException {
		List<Path> deepestFirst;
		try (Stream<Path> paths = Files.walk(directory)) {
			deepestFirst = paths.sorted((one, other) -> other.compareTo(one)).toList();
		}
		for (Path path : deepestFirst) {
			Files.delete(path);
		}
	}

	/** How the jars lie on the disk. */
	enum Layout {

		jar, extracted

	}

}
