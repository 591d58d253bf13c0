package io.clusterboot.sample.traffic;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.sample.traffic.TrafficReport.Sent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RatesTests {

	private static final long SECOND = 1_000_000_000;

	private final Rates rates = new Rates();

	@Test
	void theFirstReportHasTotalsAndNoRate() {
		assertThat(this.rates.next(List.of(report("a", "1", 5 * SECOND, new Sent("b", 100, 1000)))))
			.containsExactly(new Flow("a", "b", 0, 0, 100));
	}

	@Test
	void aRateIsTheDifferenceOverTheTimeOfTheOneWhoReports() {
		this.rates.next(List.of(report("a", "1", 5 * SECOND, new Sent("b", 100, 1000)),
				report("b", "1", -7 * SECOND, new Sent("a", 3, 30))));
		assertThat(this.rates.next(List.of(report("b", "1", -6 * SECOND, new Sent("a", 3, 30)),
				report("a", "1", 7 * SECOND, new Sent("b", 125, 1500), new Sent("c", 2, 8)))))
			.containsExactly(new Flow("a", "b", 12.5, 250, 125), new Flow("a", "c", 1, 4, 2),
					new Flow("b", "a", 0, 0, 3));
	}

	@Test
	void aNewLifeOfASenderOrAReceiverIsNoNegativeRate() {
		this.rates.next(List.of(report("a", "1", SECOND, new Sent("b", 100, 1000)),
				report("b", "1", SECOND, new Sent("a", 100, 1000))));
		assertThat(this.rates.next(List.of(report("a", "2", 2 * SECOND, new Sent("b", 500, 5000)),
				report("b", "1", 2 * SECOND, new Sent("a", 7, 70)))))
			.containsExactly(new Flow("a", "b", 0, 0, 500), new Flow("b", "a", 0, 0, 7));
	}

	@Test
	void whatIsLongAgoIsNotComparedWithNow() {
		this.rates.next(List.of(report("a", "1", SECOND, new Sent("b", 100, 1000))));
		assertThat(this.rates.next(List.of(report("a", "1", 60 * SECOND, new Sent("b", 500, 5000)))))
			.containsExactly(new Flow("a", "b", 0, 0, 500));
	}

	@Test
	void onlyTheBusiestFlowsAreKept() {
		List<Sent> sent = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			sent.add(new Sent("receiver " + i, i, i));
		}
		List<Flow> flows = this.rates.next(List.of(new TrafficReport("a", "1", SECOND, sent)));
		assertThat(flows).hasSize(Rates.MOST_FLOWS).allMatch((flow) -> flow.messages() >= 200 - Rates.MOST_FLOWS);
	}

	private static TrafficReport report(String member, String life, long nanos, Sent... sent) {
		return new TrafficReport(member, life, nanos, List.of(sent));
	}

}
