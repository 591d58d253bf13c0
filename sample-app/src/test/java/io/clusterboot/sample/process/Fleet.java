package io.clusterboot.sample.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Some nodes that are watched together. Waits for conditions, never for a time, and says
 * how long each took.
 */
public final class Fleet implements AutoCloseable {

	private static final long LOOK_EVERY_MILLIS = 50;

	/** Many processes that start at once on few cores take their time. */
	private static final Duration START = Duration.ofMinutes(5);

	private final List<ClusterProcess> nodes;

	private final ExecutorService watchers = Executors.newCachedThreadPool();

	public Fleet(List<ClusterProcess> nodes) {
		this.nodes = List.copyOf(nodes);
	}

	public List<ClusterProcess> nodes() {
		return this.nodes;
	}

	public ClusterProcess node(int index) {
		return this.nodes.get(index);
	}

	/**
	 * All nodes but some.
	 * @param left the nodes to leave out
	 * @return the rest
	 */
	public List<ClusterProcess> without(ClusterProcess... left) {
		List<ClusterProcess> rest = new ArrayList<>(this.nodes);
		rest.removeAll(List.of(left));
		return rest;
	}

	/**
	 * Starts the nodes that do not run, some at once, and waits until all agree.
	 * @param atOnce how many start at the same time
	 */
	public void startAndAgree(int atOnce) {
		for (int i = 0; i < this.nodes.size(); i += atOnce) {
			List<ClusterProcess> next = this.nodes.subList(i, Math.min(i + atOnce, this.nodes.size()));
			next.stream().filter((node) -> !node.isAlive()).toList().forEach(ClusterProcess::start);
			until(() -> next.stream().allMatch(ClusterProcess::isListening), START, () -> next + " listen");
		}
		awaitWhole(this.nodes, START);
	}

	/** Starts the nodes that do not run, at once, and waits until all agree. */
	public void startAndAgree() {
		this.nodes.stream().filter((node) -> !node.isAlive()).toList().forEach(ClusterProcess::start);
		awaitWhole(this.nodes, START);
	}

	/**
	 * Waits until nodes are one cluster, without any other member.
	 * @param members the nodes
	 * @param most how long
	 * @return how long it took
	 */
	public Duration awaitWhole(List<ClusterProcess> members, Duration most) {
		Duration taken = await(members, most, "one cluster of " + members.size(),
				(report) -> report.isWhole(members.size()));
		Set<String> clusters = distinct(members, ClusterReport::clusterId);
		assertThat(clusters).as("clusters").hasSize(1).doesNotContain("");
		assertThat(distinct(members, ClusterReport::leader)).as("leaders").hasSize(1).doesNotContain("");
		return taken;
	}

	private static Set<String> distinct(List<ClusterProcess> members, Function<ClusterReport, String> property) {
		return members.stream()
			.map((node) -> node.report().map(property).orElse(""))
			.collect(Collectors.toCollection(HashSet::new));
	}

	/**
	 * Waits until a condition holds at each of some nodes; every node has a watcher of
	 * its own, so that a slow one does not hide the time of another.
	 * @param observers the nodes
	 * @param most how long
	 * @param what the condition, in words
	 * @param condition the condition
	 * @return how long it took until it had held at every node
	 */
	public Duration await(List<ClusterProcess> observers, Duration most, String what,
			Predicate<ClusterReport> condition) {
		long start = System.nanoTime();
		List<CompletableFuture<Duration>> watches = observers.stream()
			.map((node) -> CompletableFuture.supplyAsync(() -> watch(node, start, most, what, condition),
					this.watchers))
			.toList();
		return watches.stream().map(CompletableFuture::join).max(Duration::compareTo).orElse(Duration.ZERO);
	}

	private static Duration watch(ClusterProcess node, long start, Duration most, String what,
			Predicate<ClusterReport> condition) {
		List<Optional<ClusterReport>> last = new ArrayList<>(List.of(Optional.empty()));
		return until(() -> {
			last.set(0, node.report());
			return last.get(0).filter(condition).isPresent();
		}, start, most, () -> "%s at %s, which says %s".formatted(what, node,
				last.get(0).map((report) -> report.json().toString()).orElse("nothing")));
	}

	/**
	 * Looks at nodes again and again for a time.
	 * @param observed the nodes
	 * @param time how long
	 * @param look is told what each node says, as often as it answers
	 */
	public void watch(List<ClusterProcess> observed, Duration time, BiConsumer<ClusterProcess, ClusterReport> look) {
		long start = System.nanoTime();
		List<CompletableFuture<Void>> watches = observed.stream().map((node) -> CompletableFuture.runAsync(() -> {
			while (System.nanoTime() - start < time.toNanos()) {
				node.report().ifPresent((report) -> look.accept(node, report));
				pause();
			}
		}, this.watchers)).toList();
		watches.forEach(CompletableFuture::join);
	}

	/**
	 * Waits until a condition holds.
	 * @param condition the condition
	 * @param most how long
	 * @param what the condition, in words
	 * @return how long it took
	 */
	public static Duration until(BooleanSupplier condition, Duration most, Supplier<String> what) {
		return until(condition, System.nanoTime(), most, what);
	}

	private static Duration until(BooleanSupplier condition, long start, Duration most, Supplier<String> what) {
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > most.toNanos()) {
				throw new AssertionError("Not within %d ms: %s".formatted(most.toMillis(), what.get()));
			}
			pause();
		}
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private static void pause() {
		try {
			Thread.sleep(LOOK_EVERY_MILLIS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Prints a figure into the log of the build. A wall clock on a machine that others
	 * use too is no ground to fail a build; what is too slow shows here.
	 * @param what what was measured
	 * @param taken how long it took
	 * @param bound how long it should take
	 */
	public static void figure(String what, Duration taken, Duration bound) {
		System.out.printf("measured: %s: %d ms (aim: %d ms%s)%n", what, taken.toMillis(), bound.toMillis(),
				(taken.compareTo(bound) > 0) ? ", MISSED" : "");
	}

	@Override
	public void close() {
		this.nodes.forEach(ClusterProcess::close);
		this.watchers.shutdownNow();
	}

}
