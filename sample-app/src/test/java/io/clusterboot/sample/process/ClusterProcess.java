package io.clusterboot.sample.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One node as an operator has it: a process, started from a jar, that is looked at
 * through its actuator and its log, and that gets signals. It may be started again at the
 * same address after it ended.
 */
public final class ClusterProcess implements AutoCloseable {

	private static final Path LOGS = Path.of("target", "processes");

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private static final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

	private static final JsonMapper jsonMapper = JsonMapper.shared();

	private final String name;

	private final Path jar;

	private final List<String> jvmOptions;

	private final int httpPort = Ports.free();

	private final int clusterPort = Ports.free();

	private final List<String> arguments = new ArrayList<>();

	private Host host = Host.LOOPBACK;

	private int lives;

	private Process process;

	private ClusterProcess(String name, Path jar, List<String> jvmOptions) {
		this.name = name;
		this.jar = jar;
		this.jvmOptions = new ArrayList<>(jvmOptions);
	}

	/**
	 * A node of the sample application, not yet started.
	 * @param name names its log
	 * @return the node
	 */
	public static ClusterProcess sample(String name) {
		return new ClusterProcess(name, jar("sample-app"), List.of("-Xmx128m"));
	}

	/**
	 * A lighthouse in 64 MiB, with its actuator on, not yet started.
	 * @param name names its log
	 * @return the node
	 */
	public static ClusterProcess lighthouse(String name) {
		return new ClusterProcess(name, jar("lighthouse"), List.of("-Xmx64m"));
	}

	private static Path jar(String module) {
		Path jar = Path.of(System.getProperty("cluster.jars", ".."), module, "target", module + ".jar");
		Assumptions.assumeTrue(Files.exists(jar), () -> "There is no " + jar + ": run 'mvn verify' for all modules");
		return jar;
	}

	/**
	 * Adds arguments, for this and later starts.
	 * @param added the arguments, as on the command line
	 * @return this
	 */
	public ClusterProcess with(String... added) {
		this.arguments.addAll(List.of(added));
		return this;
	}

	/**
	 * Adds options of the virtual machine, for this and later starts.
	 * @param added the options; later ones win
	 * @return this
	 */
	public ClusterProcess withJvm(String... added) {
		this.jvmOptions.addAll(List.of(added));
		return this;
	}

	/**
	 * Moves the node to another host, which is this machine's loopback at first. Not
	 * while it runs.
	 * @param newHost the host
	 * @return this
	 */
	public ClusterProcess on(Host newHost) {
		this.host = newHost;
		return this;
	}

	/**
	 * Names the seeds, for this and later starts.
	 * @param seeds the seeds
	 * @return this
	 */
	public ClusterProcess withSeeds(List<ClusterProcess> seeds) {
		return with("--cluster.seed-nodes=" + String.join(",", seeds.stream().map(ClusterProcess::address).toList()));
	}

	/**
	 * Starts the process; it needs some seconds until it answers.
	 * @return this
	 */
	public ClusterProcess start() {
		List<String> command = new ArrayList<>(this.host.entrance());
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// Ten of them share two cores: less compiling, one thread of garbage collection.
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		command.addAll(this.jvmOptions);
		command.addAll(List.of("-jar", this.jar.toString()));
		command.addAll(List.of("--server.address=" + this.host, "--server.port=" + this.httpPort,
				"--cluster.host=" + this.host, "--cluster.port=" + this.clusterPort, "--cluster.name=processes",
				"--spring.main.banner-mode=off", "--management.endpoint.cluster.access=unrestricted"));
		if (this.host != Host.LOOPBACK) {
			command.add("--cluster.security.insecure=true");
		}
		command.addAll(this.arguments);
		this.lives++;
		try {
			Files.createDirectories(LOGS);
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(log(this.lives).toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return this;
	}

	public String address() {
		return this.host + ":" + this.clusterPort;
	}

	public Host host() {
		return this.host;
	}

	public boolean isAlive() {
		return this.process != null && this.process.isAlive();
	}

	/**
	 * Whether both its ports are open: it starts to look for its cluster at that moment.
	 * @return true if it listens
	 */
	public boolean isListening() {
		return isAlive() && Ports.isListening(this.process, this.clusterPort)
				&& Ports.isListening(this.process, this.httpPort);
	}

	/**
	 * What {@code /actuator/cluster} says.
	 * @return the answer; empty if there is none
	 */
	public Optional<ClusterReport> report() {
		return get("/actuator/cluster").map(ClusterReport::new);
	}

	/**
	 * The JSON at a path.
	 * @param path the path
	 * @return the answer; empty if there is none
	 */
	public Optional<JsonNode> get(String path) {
		return answer(path).filter((response) -> response.statusCode() == 200)
			.map((response) -> jsonMapper.readTree(response.body()));
	}

	/**
	 * What an HTTP GET is answered, whatever it is.
	 * @param path the path
	 * @return the answer; empty if there is none
	 */
	public Optional<HttpResponse<String>> answer(String path) {
		return send(request(path));
	}

	/**
	 * Declares another node dead, through the actuator of this one.
	 * @param other the other node
	 */
	public void down(ClusterProcess other) {
		HttpRequest.Builder request = request("/actuator/cluster/" + other.address())
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"operation\":\"down\"}"));
		int status = send(request).map(HttpResponse::statusCode).orElse(0);
		if (status != 204) {
			throw new IllegalStateException(this + " answers " + status + " to the downing of " + other);
		}
	}

	private static Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
		try {
			return Optional.of(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			return Optional.empty();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://" + this.host + ":" + this.httpPort + path)).timeout(PATIENCE);
	}

	/**
	 * Sends a signal, as {@code kill} does.
	 * @param signal STOP, CONT, TERM or KILL
	 */
	public void signal(String signal) {
		signal(signal, List.of(this));
	}

	/**
	 * Sends a signal to many at once.
	 * @param signal its name
	 * @param processes whom to
	 */
	public static void signal(String signal, List<ClusterProcess> processes) {
		Stream<String> pids = processes.stream().map((process) -> String.valueOf(process.process.pid()));
		command(Stream.concat(Stream.of("kill", "-" + signal), pids).toArray(String[]::new));
	}

	private static String command(String... command) {
		try {
			Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (running.waitFor() != 0) {
				throw new IllegalStateException(String.join(" ", command) + ": " + output);
			}
			return output;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The heap that is in use after a garbage collection.
	 * @return bytes
	 */
	public long usedHeap() {
		// "... class instances bytes ..." a line, and "Total instances bytes" at the end;
		// counting live objects collects garbage first.
		String histogram = command(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				String.valueOf(this.process.pid()), "GC.class_histogram");
		String total = histogram.lines().filter((line) -> line.startsWith("Total")).findFirst().orElseThrow();
		return Long.parseLong(total.trim().split("\\s+")[2]);
	}

	/**
	 * Waits for the end of the process.
	 * @param most how long
	 * @return its exit code; empty if it runs on
	 */
	public Optional<Integer> awaitExit(Duration most) {
		try {
			return this.process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS) ? Optional.of(this.process.exitValue())
					: Optional.empty();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The log of the present life.
	 * @return its lines
	 */
	public List<String> log() {
		try {
			return Files.readAllLines(log(this.lives));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The statuses, in order, in which this node's listener saw a member since a line of
	 * the log.
	 * @param address the member's address
	 * @param fromLine the first line of the log that counts
	 * @return the events as the sample application words them
	 */
	public List<String> sightings(String address, int fromLine) {
		String words = address() + " sees " + address + " ";
		return log().stream()
			.skip(fromLine)
			.filter((line) -> line.contains(words))
			.map((line) -> line.substring(line.indexOf(words) + words.length()))
			.toList();
	}

	private Path log(int life) {
		return LOGS.resolve(this.name + "-" + life + ".log");
	}

	/** Ends the process, at once and even if it is stopped. */
	@Override
	public void close() {
		if (this.process != null) {
			this.process.destroyForcibly();
			awaitExit(Duration.ofSeconds(10));
		}
	}

	@Override
	public String toString() {
		return this.name + " (" + address() + ")";
	}

}
