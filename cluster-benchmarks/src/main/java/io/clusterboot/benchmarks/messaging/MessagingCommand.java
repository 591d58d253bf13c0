package io.clusterboot.benchmarks.messaging;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast two nodes send each other messages; one JSON line a measure.
 */
@Command(name = "messaging", description = "How fast two nodes send each other messages.",
		mixinStandardHelpOptions = true)
public final class MessagingCommand implements Callable<Integer> {

	private static final int OUTSTANDING = 64;

	private final JsonMapper mapper = JsonMapper.builder().build();

	@Spec
	private @Nullable CommandSpec spec;

	@Option(names = "--system", required = true, description = "${COMPLETION-CANDIDATES}")
	private System system = System.clusterboot;

	@Option(names = "--payload", defaultValue = "100", description = "bytes of a payload (${DEFAULT-VALUE})")
	private int payload;

	@Option(names = "--seconds", defaultValue = "5", description = "how long each measure takes (${DEFAULT-VALUE})")
	private int seconds;

	@Option(names = "--warmup", defaultValue = "5", description = "how long each is run before (${DEFAULT-VALUE})")
	private int warmup;

	@Option(names = "--direct", description = "handlers of clusterboot run on the threads that move bytes")
	private boolean direct;

	MessagingCommand() {
	}

	@Override
	public Integer call() throws Exception {
		try (Courier courier = start()) {
			tell(courier, this.warmup);
			print("tell_one_way", tell(courier, this.seconds), null);
			askOne(courier, this.warmup, new Histogram(3));
			Histogram one = new Histogram(3);
			print("ask_1", askOne(courier, this.seconds, one), one);
			askMany(courier, this.warmup, new ConcurrentHistogram(3));
			Histogram many = new ConcurrentHistogram(3);
			print("ask_" + OUTSTANDING, askMany(courier, this.seconds, many), many);
		}
		return 0;
	}

	private Courier start() throws IOException {
		return switch (this.system) {
			case clusterboot -> new ClusterBootCourier(this.direct);
			case pekko -> new PekkoCourier();
			case grpc -> new GrpcCourier();
		};
	}

	private double tell(Courier courier, int seconds) throws InterruptedException {
		byte[] bytes = new byte[this.payload];
		long before = courier.told();
		long start = java.lang.System.nanoTime();
		long end = start + TimeUnit.SECONDS.toNanos(seconds);
		long sent = 0;
		while (java.lang.System.nanoTime() < end) {
			for (int i = 0; i < 100; i++) {
				courier.tell(bytes);
			}
			sent += 100;
		}
		while (courier.told() - before < sent) {
			Thread.sleep(1);
		}
		return rate(sent, start);
	}

	private double askOne(Courier courier, int seconds, Histogram latencies) {
		byte[] bytes = new byte[this.payload];
		long start = java.lang.System.nanoTime();
		long end = start + TimeUnit.SECONDS.toNanos(seconds);
		long count = 0;
		long now = start;
		while (now < end) {
			long before = now;
			courier.call(bytes);
			now = java.lang.System.nanoTime();
			latencies.recordValue(now - before);
			count++;
		}
		return rate(count, start);
	}

	private double askMany(Courier courier, int seconds, Histogram latencies) throws InterruptedException {
		byte[] bytes = new byte[this.payload];
		Semaphore outstanding = new Semaphore(OUTSTANDING);
		AtomicReference<@Nullable Throwable> failures = new AtomicReference<>();
		long start = java.lang.System.nanoTime();
		long end = start + TimeUnit.SECONDS.toNanos(seconds);
		long count = 0;
		while (java.lang.System.nanoTime() < end) {
			outstanding.acquire();
			long before = java.lang.System.nanoTime();
			courier.ask(bytes).whenComplete((answer, failure) -> {
				if (failure != null) {
					failures.compareAndSet(null, failure);
				}
				latencies.recordValue(java.lang.System.nanoTime() - before);
				outstanding.release();
			});
			count++;
		}
		outstanding.acquire(OUTSTANDING);
		Throwable failure = failures.get();
		if (failure != null) {
			throw new IllegalStateException("An ask failed, so the rate means nothing", failure);
		}
		return rate(count, start);
	}

	private static double rate(long count, long start) {
		return count * 1e9 / (java.lang.System.nanoTime() - start);
	}

	private void print(String measure, double rate, @Nullable Histogram latencies) {
		Map<String, Object> line = new LinkedHashMap<>();
		line.put("system", this.system.name());
		line.put("direct", this.direct);
		line.put("measure", measure);
		line.put("payloadBytes", this.payload);
		line.put("perSecond", Math.round(rate));
		if (latencies != null) {
			line.put("p50Micros", latencies.getValueAtPercentile(50) / 1000.0);
			line.put("p99Micros", latencies.getValueAtPercentile(99) / 1000.0);
		}
		out().println(this.mapper.writeValueAsString(line));
		out().flush();
	}

	private PrintWriter out() {
		return Objects.requireNonNull(this.spec).commandLine().getOut();
	}

	/** What is measured. */
	enum System {

		clusterboot, pekko, grpc

	}

}
