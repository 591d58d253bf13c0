package io.clusterboot.benchmarks.membership;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;

/**
 * What this process, and the loopback interface it sees, have used until now.
 *
 * @param nanos when this was read, by {@link System#nanoTime()}
 * @param cpuNanos processor time of this process
 * @param compilerNanos how much of that the JIT compiler's threads have used
 * @param loopbackBytes bytes over loopback with all headers, each counted once
 */
record Consumption(long nanos, long cpuNanos, long compilerNanos, long loopbackBytes) {

	private static final Path DEVICES = Path.of("/proc/net/dev");

	private static final Path TASKS = Path.of("/proc/self/task");

	static Consumption now() throws IOException {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		return new Consumption(System.nanoTime(), system.getProcessCpuTime(), readCompilers(), readLoopback());
	}

	/**
	 * HotSpot's compiler threads live as long as the JVM, but for some that are added
	 * under load.
	 */
	private static long readCompilers() throws IOException {
		long nanos = 0;
		try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
			for (Path task : tasks) {
				nanos += readIfCompiler(task);
			}
		}
		return nanos;
	}

	private static long readIfCompiler(Path task) throws IOException {
		try {
			boolean compiler = Files.readString(task.resolve("comm")).matches("C[12] Compiler.*\\s*");
			return compiler ? Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]) : 0;
		}
		catch (IOException ex) {
			if (Files.exists(task)) {
				throw ex;
			}
			// the thread has ended meanwhile
			return 0;
		}
	}

	/**
	 * The bytes that the loopback interface has received; that is what was sent over it.
	 */
	private static long readLoopback() throws IOException {
		for (String line : Files.readAllLines(DEVICES)) {
			String[] parts = line.strip().split("[:\\s]+", 3);
			if (parts[0].equals("lo")) {
				return Long.parseLong(parts[1]);
			}
		}
		throw new IOException("No loopback interface in " + DEVICES);
	}

	/**
	 * How many bytes of the heap are in use after collections.
	 * @return the bytes
	 */
	static long heapBytes() {
		// What the first one queues (references, cleaners) goes with the second.
		System.gc();
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	static int threads() {
		return ManagementFactory.getThreadMXBean().getThreadCount();
	}

	double cpuSecondsSince(Consumption before) {
		return (this.cpuNanos - before.cpuNanos) / 1e9;
	}

	/** Without the JIT compiler. */
	double ownCpuSecondsSince(Consumption before) {
		return cpuSecondsSince(before) - (this.compilerNanos - before.compilerNanos) / 1e9;
	}

	double secondsSince(Consumption before) {
		return (this.nanos - before.nanos) / 1e9;
	}

	double bytesSince(Consumption before) {
		return this.loopbackBytes - before.loopbackBytes;
	}

}
