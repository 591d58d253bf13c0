package io.clusterboot.sample.traffic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import io.clusterboot.sample.traffic.TrafficReport.Sent;

/**
 * Makes rates out of what members said they sent: the difference of two reports of the
 * same life of a member, divided by the time between them on that member's clock.
 */
final class Rates {

	/** The busiest flows are kept, so that the page stays readable and small. */
	static final int MOST_FLOWS = 64;

	/** What lies further back says nothing about now. */
	private static final double LONGEST_SECONDS = 10;

	private Map<String, TrafficReport> last = Map.of();

	/**
	 * Takes the next reports.
	 * @param reports one of each member that answered
	 * @return the busiest flows, sorted by sender and receiver; without a rate where this
	 * is the first report
	 */
	synchronized List<Flow> next(List<TrafficReport> reports) {
		Map<String, TrafficReport> next = new HashMap<>();
		List<Flow> flows = new ArrayList<>();
		for (TrafficReport report : reports) {
			next.put(report.member(), report);
			TrafficReport before = this.last.getOrDefault(report.member(), report);
			double seconds = (report.nanos() - before.nanos()) / 1e9;
			boolean comparable = before.life().equals(report.life()) && seconds > 0 && seconds <= LONGEST_SECONDS;
			report.sent().forEach((sent) -> flows.add(flow(report, sent, before, comparable ? seconds : 0)));
		}
		this.last = next;
		return busiest(flows);
	}

	private static Flow flow(TrafficReport report, Sent sent, TrafficReport before, double seconds) {
		return new Flow(report.member(), sent.to(), rate(sent, before, seconds, Sent::messages),
				rate(sent, before, seconds, Sent::bytes), sent.messages());
	}

	private static double rate(Sent sent, TrafficReport before, double seconds, ToLongFunction<Sent> count) {
		if (seconds == 0) {
			return 0;
		}
		long known = before.sent()
			.stream()
			.filter((earlier) -> earlier.to().equals(sent.to()))
			.mapToLong(count)
			.findFirst()
			.orElse(0);
		// The receiver may have been restarted: its counters began anew.
		long grown = Math.max(0, count.applyAsLong(sent) - known);
		return Math.round(10 * grown / seconds) / 10.0;
	}

	private static List<Flow> busiest(List<Flow> flows) {
		return flows.stream()
			.sorted(Comparator.comparingDouble(Flow::messagesPerSecond).thenComparingLong(Flow::messages).reversed())
			.limit(MOST_FLOWS)
			.sorted(Comparator.comparing(Flow::from).thenComparing(Flow::to))
			.toList();
	}

}
