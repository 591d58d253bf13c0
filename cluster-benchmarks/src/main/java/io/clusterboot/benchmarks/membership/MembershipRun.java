package io.clusterboot.benchmarks.membership;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.LoggerFactory;

/**
 * One cluster, from its formation to its end, and what is measured of it. Members that
 * are killed or stopped are processes of their own, the same way for all systems.
 */
final class MembershipRun {

	/**
	 * Until the JIT compiler has done most of its work: soon after the start it takes up
	 * to two thirds of the processor time of an idle cluster.
	 */
	private static final Duration SETTLING = Duration.ofSeconds(30);

	private static final Duration CALM = Duration.ofSeconds(10);

	private final MeasuredSystem system;

	private final Profile profile;

	private final int nodes;

	private final Durations durations;

	private final Consumer<Map<String, Object>> lines;

	MembershipRun(MeasuredSystem system, Profile profile, int nodes, Durations durations,
			Consumer<Map<String, Object>> lines) {
		this.system = system;
		this.profile = profile;
		this.nodes = nodes;
		this.durations = durations;
		this.lines = lines;
	}

	/**
	 * Measures, and tells each result as soon as it is there. Ends early if the cluster
	 * does not form.
	 * @param measures what to measure; a cluster is formed in any case
	 * @throws IOException if a process cannot be started
	 * @throws InterruptedException if the thread is interrupted
	 */
	void measure(Set<Measure> measures) throws IOException, InterruptedException {
		// The set-up of logging is no part of any system.
		LoggerFactory.getLogger(MembershipRun.class).debug("{} nodes of {}", this.nodes, this.system);
		long heapBefore = Consumption.heapBytes();
		int threadsBefore = Consumption.threads();
		try (Fleet fleet = new Fleet(this.system, this.profile, this.nodes)) {
			if (!form(fleet)) {
				return;
			}
			if (measures.contains(Measure.IDLE)) {
				idle(fleet, heapBefore, threadsBefore);
			}
			if (measures.contains(Measure.STEADY)) {
				steady(fleet);
			}
			if (measures.contains(Measure.LEAVE)) {
				leave(fleet);
			}
			else {
				fleet.takeLast().leave();
			}
			if (measures.contains(Measure.CRASH)) {
				lose(fleet, Measure.CRASH);
			}
			if (measures.contains(Measure.SILENT)) {
				lose(fleet, Measure.SILENT);
			}
		}
	}

	private boolean form(Fleet fleet) throws IOException, InterruptedException {
		Consumption before = Consumption.now();
		long start = fleet.start();
		OptionalLong millis = fleet.await(start, this.durations.limit(), (node) -> node.reachable() == this.nodes);
		Map<String, Object> line = line(Measure.FORMATION, millis);
		line.put("cpuMillis", Math.round(Consumption.now().cpuSecondsSince(before) * 1000));
		line.put("suspicions", fleet.suspicions());
		if (millis.isEmpty()) {
			line.put("formed", fleet.count((node) -> node.reachable() == this.nodes));
		}
		this.lines.accept(line);
		return millis.isPresent();
	}

	private void idle(Fleet fleet, long heapBefore, int threadsBefore) throws IOException, InterruptedException {
		TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
		Consumption before = Consumption.now();
		TimeUnit.NANOSECONDS.sleep(this.durations.idle().toNanos());
		Consumption after = Consumption.now();
		double nodeSeconds = this.nodes * after.secondsSince(before);
		Map<String, Object> line = line(Measure.IDLE);
		line.put("seconds", this.durations.idle().toSeconds());
		line.put("cpuMillisPerNodePerSecond", rounded(after.cpuSecondsSince(before) * 1000 / nodeSeconds));
		line.put("ownCpuMillisPerNodePerSecond", rounded(after.ownCpuSecondsSince(before) * 1000 / nodeSeconds));
		line.put("bytesPerNodePerSecond", Math.round(after.bytesSince(before) / nodeSeconds));
		line.put("threadsPerNode", rounded((Consumption.threads() - threadsBefore) / (double) this.nodes));
		line.put("heapKibPerNode", Math.round((Consumption.heapBytes() - heapBefore) / 1024.0 / this.nodes));
		line.put("suspicions", fleet.suspicions());
		this.lines.accept(line);
	}

	private void steady(Fleet fleet) throws InterruptedException {
		long before = fleet.suspicions();
		TimeUnit.NANOSECONDS.sleep(this.durations.steady().toNanos());
		Map<String, Object> line = line(Measure.STEADY);
		line.put("seconds", this.durations.steady().toSeconds());
		line.put("suspicions", fleet.suspicions() - before);
		line.put("complete", fleet.count((node) -> node.reachable() == this.nodes));
		this.lines.accept(line);
	}

	private void leave(Fleet fleet) throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
		int port = fleet.lastPort();
		Node leaving = fleet.takeLast();
		long start = System.nanoTime();
		CompletableFuture<Void> left = CompletableFuture.runAsync(leaving::leave);
		this.lines.accept(line(Measure.LEAVE, fleet.await(start, this.durations.limit(),
				(node) -> !node.lists(port) && node.reachable() < this.nodes)));
		left.join();
		leaving.close();
	}

	private void lose(Fleet fleet, Measure measure) throws IOException, InterruptedException {
		int port = Fleet.freePorts(1).get(0);
		try (OtherProcess victim = OtherProcess.ofThisProgram("node", "--system", this.system.toString(), "--profile",
				this.profile.toString(), "--port", Integer.toString(port), "--seed-port",
				Integer.toString(fleet.seedPort()))) {
			if (fleet.await(System.nanoTime(), this.durations.limit(), (node) -> node.reachable() == this.nodes)
				.isEmpty()) {
				Map<String, Object> line = line(measure);
				line.put("failed", "the member did not join within " + this.durations.limit().toSeconds() + " s");
				this.lines.accept(line);
				return;
			}
			TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
			long others = fleet.suspicions();
			long start = System.nanoTime();
			if (measure == Measure.CRASH) {
				victim.kill();
			}
			else {
				victim.stop();
			}
			Map<String, Object> line = line(measure,
					fleet.await(start, this.durations.limit(), (node) -> !node.reaches(port)));
			line.put("event", this.system.verdict());
			line.put("suspicions", fleet.suspicions() - others);
			this.lines.accept(line);
			victim.kill();
		}
		fleet.seed().expel(port);
		fleet.await(System.nanoTime(), this.durations.limit(), (node) -> !node.lists(port));
	}

	private Map<String, Object> line(Measure measure, OptionalLong millis) {
		Map<String, Object> line = line(measure);
		if (millis.isPresent()) {
			line.put("millis", millis.getAsLong());
		}
		else {
			line.put("notWithinSeconds", this.durations.limit().toSeconds());
		}
		return line;
	}

	private Map<String, Object> line(Measure measure) {
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("system", this.system.toString());
		line.put("profile", this.profile.toString());
		line.put("nodes", this.nodes);
		line.put("measure", measure.toString());
		return line;
	}

	private static double rounded(double value) {
		return Math.round(value * 100) / 100.0;
	}

	/**
	 * How long things take.
	 *
	 * @param limit after which something that has not happened is given up
	 * @param idle the length of the measure {@link Measure#IDLE}
	 * @param steady the length of the measure {@link Measure#STEADY}
	 */
	record Durations(Duration limit, Duration idle, Duration steady) {
	}

}
