package io.clusterboot.benchmarks.hotpath;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.clusterboot.routing.Router;
import io.clusterboot.routing.RouterSettings;
import io.clusterboot.routing.RoutingStrategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message to the member that its key belongs to, without the sending.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RouterBenchmark {

	private static final int KEYS = 64;

	@Param({ "10", "100", "1000", "10000" })
	private int members;

	private final String[] keys = new String[KEYS];

	private final byte[][] rawKeys = new byte[KEYS][];

	private Router consistentHash = router(RoutingStrategy.CONSISTENT_HASH, 1);

	private Router roundRobin = router(RoutingStrategy.ROUND_ROBIN, 1);

	private int next;

	/**
	 * Makes the routers and some keys.
	 */
	@Setup
	public void prepare() {
		for (int i = 0; i < KEYS; i++) {
			this.keys[i] = "order-" + (10_000 + 37 * i);
			this.rawKeys[i] = this.keys[i].getBytes(StandardCharsets.UTF_8);
		}
		close();
		this.consistentHash = router(RoutingStrategy.CONSISTENT_HASH, this.members);
		this.roundRobin = router(RoutingStrategy.ROUND_ROBIN, this.members);
	}

	private static Router router(RoutingStrategy strategy, int members) {
		return new Router(new StillCluster(members), new DiscardingSender(),
				RouterSettings.of("bench", strategy, "orders", null), Runnable::run);
	}

	/**
	 * Closes the routers.
	 */
	@TearDown
	public void close() {
		this.consistentHash.close();
		this.roundRobin.close();
	}

	/**
	 * By a text.
	 * @return that it is sent
	 */
	@Benchmark
	public CompletableFuture<Void> consistentHashOfText() {
		return this.consistentHash.tell("payload", Map.of(), this.keys[this.next++ & (KEYS - 1)]);
	}

	/**
	 * By bytes.
	 * @return that it is sent
	 */
	@Benchmark
	public CompletableFuture<Void> consistentHashOfBytes() {
		return this.consistentHash.tell("payload", Map.of(), this.rawKeys[this.next++ & (KEYS - 1)]);
	}

	/**
	 * One after the other, for what the rest of the way costs.
	 * @return that it is sent
	 */
	@Benchmark
	public CompletableFuture<Void> roundRobin() {
		return this.roundRobin.tell("payload", Map.of(), null);
	}

}
