package io.clusterboot.simulator.cli;

import java.util.Locale;

import io.clusterboot.simulator.run.Percentiles;
import io.clusterboot.simulator.run.Result;

/**
 * A result for people.
 */
final class ResultText {

	private ResultText() {
	}

	static String headline(Result result) {
		return String.format(Locale.ROOT, "%s %s, %d nodes, seed %d", result.passed() ? "passed" : "FAILED",
				result.scenario(), result.nodes(), result.seed());
	}

	static String of(Result result) {
		StringBuilder text = new StringBuilder(headline(result)).append('\n');
		result.violations().forEach((violation) -> text.append("  violated at ").append(violation).append('\n'));
		line(text, "time", String.format(Locale.ROOT, "%.1f s virtual in %.1f s, %,d events", result.virtualSeconds(),
				result.wallSeconds(), result.events()));
		line(text, "detection", percentiles(result.detectionMillis()));
		line(text, "agreement", percentiles(result.agreementMillis()));
		line(text, "false positives", String.valueOf(result.falsePositives()));
		line(text, "traffic",
				String.format(Locale.ROOT,
						"%.1f frames and %.0f bytes a node a second, at most %,d bytes waiting on a link",
						result.framesPerNodePerSecond(), result.bytesPerNodePerSecond(), result.maxQueueBytes()));
		line(text, "sizes seen", result.distinctSizesSeen() + " while it formed");
		line(text, "hash", result.hash());
		return text.toString().stripTrailing();
	}

	private static void line(StringBuilder text, String name, String value) {
		text.append(String.format(Locale.ROOT, "  %-16s %s%n", name, value));
	}

	private static String percentiles(Percentiles percentiles) {
		return (percentiles.count() == 0) ? "none"
				: String.format(Locale.ROOT, "p50 %,d ms, p99 %,d ms, max %,d ms (%,d)", percentiles.p50(),
						percentiles.p99(), percentiles.max(), percentiles.count());
	}

}
