package io.clusterboot.benchmarks.application;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;

/**
 * Lines of JSON about this process, with nothing that a plain application lacks.
 */
final class Report {

	/** The first one leaves what waits for a finalizer, a cleaner or a weak reference. */
	private static final int COLLECTIONS = 2;

	private Report() {
	}

	/**
	 * The time since the JVM's start: as passed on the clock, as used by all threads, and
	 * as used by the current one, which other work of the machine disturbs least.
	 * @return the line
	 */
	static String ofStart() {
		long started = ManagementFactory.getRuntimeMXBean().getStartTime();
		long millis = System.currentTimeMillis() - started;
		long cpuMillis = TimeUnit.NANOSECONDS.toMillis(system().getProcessCpuTime());
		long mainMillis = TimeUnit.NANOSECONDS.toMillis(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
		return "{\"startMillis\":%d,\"cpuMillis\":%d,\"mainCpuMillis\":%d}".formatted(millis, cpuMillis, mainMillis);
	}

	/**
	 * What is left after full collections.
	 * @return the line
	 */
	static String ofHoldings() {
		for (int i = 0; i < COLLECTIONS; i++) {
			ManagementFactory.getMemoryMXBean().gc();
		}
		long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		long nonHeap = ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.NON_HEAP)
			.map(MemoryPoolMXBean::getUsage)
			.mapToLong((usage) -> usage.getUsed())
			.sum();
		int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
		int threads = ManagementFactory.getThreadMXBean().getThreadCount();
		return "{\"heapKib\":%d,\"classesAndCodeKib\":%d,\"classes\":%d,\"threads\":%d}".formatted(heap / 1024,
				nonHeap / 1024, classes, threads);
	}

	private static OperatingSystemMXBean system() {
		return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
	}

}
