package io.clusterboot.load;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

import com.sun.management.OperatingSystemMXBean;
import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples the load of this node once a second, from the beans of the JDK, and tells the
 * other members when it changed. Runs on a thread of its own.
 */
public final class LoadReporter implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(LoadReporter.class);

	private static final long PERIOD_MILLIS = 1000;

	private final Cluster cluster;

	private final Load load;

	private final ScheduledExecutorService timer;

	private NodeId self;

	private volatile LoadSample last = new LoadSample(0, 0, 0, 0);

	/**
	 * Creates a reporter; {@link #start} begins.
	 * @param cluster whom to tell
	 * @param queueDelay how long messages wait for their handlers, in microseconds
	 */
	public LoadReporter(Cluster cluster, DoubleSupplier queueDelay) {
		this(cluster, measured(queueDelay));
	}

	LoadReporter(Cluster cluster, Load load) {
		this.cluster = cluster;
		this.self = cluster.self();
		this.load = load;
		this.timer = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "cluster-load");
			thread.setDaemon(true);
			return thread;
		});
	}

	private static Load measured(DoubleSupplier queueDelay) {
		MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		return new Load(() -> used(memory.getHeapMemoryUsage()), system::getProcessCpuLoad, system::getCpuLoad,
				queueDelay);
	}

	private static double used(MemoryUsage heap) {
		long most = (heap.getMax() > 0) ? heap.getMax() : heap.getCommitted();
		return (double) heap.getUsed() / most;
	}

	/** Begins to sample. */
	public void start() {
		this.timer.scheduleAtFixedRate(this::sample, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * The last sample, told or not.
	 * @return the load of this node
	 */
	public LoadSample last() {
		return this.last;
	}

	private void sample() {
		try {
			sample(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
		}
		catch (RuntimeException ex) {
			// one that got out would end the timer
			logger.warn("The load of this node could not be sampled", ex);
		}
	}

	/** Takes a sample, at a monotonic time in ms, and tells it if it is news. */
	void sample(long now) {
		LoadSample sample = this.load.sample(now);
		this.last = sample;
		ClusterState state = this.cluster.state();
		if (!state.self().equals(this.self)) {
			this.self = state.self();
			this.load.forget();
		}
		if (state.selfMember().isPresent() && this.load.isNews(sample, state.members().size(), now)) {
			this.cluster.reportLoad(sample);
		}
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

}
