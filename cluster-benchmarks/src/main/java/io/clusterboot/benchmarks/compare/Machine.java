package io.clusterboot.benchmarks.compare;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.sun.management.OperatingSystemMXBean;

/**
 * Where it is measured.
 *
 * @param cores how many processors the JVM sees
 * @param processor their model
 * @param memoryMib the memory
 * @param system the operating system and its kernel
 * @param jvm the Java virtual machine
 */
record Machine(int cores, String processor, long memoryMib, String system, String jvm) {

	static Machine here() throws IOException {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		return new Machine(Runtime.getRuntime().availableProcessors(),
				value(lines("/proc/cpuinfo"), "model name", ":").orElse(system.getArch()),
				system.getTotalMemorySize() >> 20,
				value(lines("/etc/os-release"), "PRETTY_NAME", "=").orElse(system.getName()) + ", kernel "
						+ system.getVersion().replaceFirst("[^0-9.].*", ""),
				System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
	}

	/**
	 * The load of this machine.
	 * @return how many processes wanted to run over the last minute, on the average;
	 * negative where that is not known
	 */
	static double load() {
		return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
	}

	/** None on systems without the file. */
	private static List<String> lines(String file) throws IOException {
		Path path = Path.of(file);
		return Files.isReadable(path) ? Files.readAllLines(path) : List.of();
	}

	/**
	 * Finds a value in a file of such.
	 * @param lines the lines of the file
	 * @param name the name of the value
	 * @param separator what stands between name and value
	 * @return the first one of this name, without quotation marks
	 */
	static Optional<String> value(List<String> lines, String name, String separator) {
		return lines.stream()
			.map((line) -> line.split(separator, 2))
			.filter((parts) -> parts.length == 2 && parts[0].strip().equals(name))
			.map((parts) -> parts[1].strip().replace("\"", ""))
			.findFirst();
	}

	@Override
	public String toString() {
		return this.cores + " cores (" + this.processor + "), " + Math.round(this.memoryMib / 1024.0)
				+ " GiB of memory, " + this.system + ", " + this.jvm;
	}

}
