package io.clusterboot.benchmarks.chart;

import java.util.ArrayList;
import java.util.List;

import org.jfree.data.Range;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * From the least to the most that was measured, by system and group.
 */
final class Spans {

	/** The highest line stays below the upper edge, the lowest bar can be seen. */
	private static final double ROOM = 1.1;

	private final DefaultCategoryDataset medians = new DefaultCategoryDataset();

	private final DefaultCategoryDataset least = new DefaultCategoryDataset();

	private final DefaultCategoryDataset most = new DefaultCategoryDataset();

	private final List<Span> all = new ArrayList<>();

	void add(String system, String group, Span span) {
		this.least.addValue(span.least, system, group);
		this.medians.addValue(span.median, system, group);
		this.most.addValue(span.most, system, group);
		this.all.add(span);
	}

	DefaultCategoryDataset medians() {
		return this.medians;
	}

	/** Only where there is a median. */
	Span at(int system, int group) {
		return new Span(this.least.getValue(system, group).doubleValue(),
				this.medians.getValue(system, group).doubleValue(), this.most.getValue(system, group).doubleValue());
	}

	/** What an axis must show. */
	Range range(boolean logarithmic) {
		double highest = this.all.stream().mapToDouble(Span::most).max().orElse(1) * ROOM;
		if (logarithmic) {
			double lowest = this.all.stream().mapToDouble(Span::least).min().orElse(1);
			return new Range(Math.pow(10, Math.floor(Math.log10(lowest / ROOM))), highest);
		}
		return new Range(0, (highest > 0) ? highest : 1);
	}

	/**
	 * What several measures of one thing showed.
	 *
	 * @param least the least
	 * @param median the median
	 * @param most the most
	 */
	record Span(double least, double median, double most) {

		Span {
			if (!(least <= median && median <= most)) {
				throw new IllegalArgumentException(
						"Not in order: least " + least + ", median " + median + ", most " + most);
			}
		}
	}

}
