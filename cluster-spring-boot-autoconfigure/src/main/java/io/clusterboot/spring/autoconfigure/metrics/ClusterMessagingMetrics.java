package io.clusterboot.spring.autoconfigure.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.clusterboot.api.LoadSample;
import io.clusterboot.load.LoadReporter;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.messaging.Traffic;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * {@link MeterBinder} for the messages of this node, and for its load as it tells it to
 * the others.
 */
public class ClusterMessagingMetrics implements MeterBinder {

	private final Messenger messenger;

	private final LoadReporter load;

	/**
	 * Create new metrics.
	 * @param messenger the messages to count
	 * @param load the load to measure
	 */
	public ClusterMessagingMetrics(Messenger messenger, LoadReporter load) {
		this.messenger = messenger;
		this.load = load;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Reason reason : Reason.values()) {
			FunctionCounter.builder("cluster.messages.undelivered", this.messenger, (messages) -> messages.lost(reason))
				.description("Messages that were lost and whose sender could not be told")
				.tag("reason", reason.name())
				.baseUnit("messages")
				.register(registry);
		}
		traffic(registry, "cluster.messages.sent", Traffic::sent, "Messages and answers that went to other members");
		traffic(registry, "cluster.messages.received", Traffic::received,
				"Messages and answers that came from other members");
		part(registry, "cluster.load.heap", LoadSample::heapPermille, "Used part of the heap, smoothed");
		part(registry, "cluster.load.process.cpu", LoadSample::processCpuPermille,
				"Part of all processors that this process uses, smoothed");
		part(registry, "cluster.load.system.cpu", LoadSample::systemCpuPermille,
				"Part of all processors that the machine uses, smoothed");
		TimeGauge
			.builder("cluster.load.queue.delay", this.load, TimeUnit.MICROSECONDS,
					(reporter) -> reporter.last().queueDelayMicros())
			.description("Time that a message waits at this node for its handler, smoothed")
			.register(registry);
	}

	private void traffic(MeterRegistry registry, String name, ToLongFunction<Traffic> count, String description) {
		FunctionCounter.builder(name, this.messenger, (messages) -> count.applyAsLong(messages.totalTraffic()))
			.description(description)
			.baseUnit("messages")
			.register(registry);
	}

	private void part(MeterRegistry registry, String name, ToDoubleFunction<LoadSample> permille, String description) {
		Gauge.builder(name, this.load, (reporter) -> permille.applyAsDouble(reporter.last()) / 1000)
			.description(description)
			.register(registry);
	}

}
