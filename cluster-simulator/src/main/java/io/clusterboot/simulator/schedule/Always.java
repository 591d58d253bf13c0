package io.clusterboot.simulator.schedule;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What must hold all the time from a moment on.
 */
public sealed interface Always extends Expectation {

	/**
	 * The nodes that it is about.
	 * @return the selector; null if it is about all of the run
	 */
	default @Nullable Selector of() {
		return null;
	}

	/**
	 * Nobody takes these nodes for unreachable.
	 *
	 * @param of whom
	 * @param seenBy whose eyes count: a node that is cut off is right to miss others
	 */
	record NeverUnreachable(Selector of, Selector seenBy) implements Always {
		@Override
		public String kind() {
			return "never-unreachable";
		}

		@Override
		public Object value() {
			return this.of.text();
		}

		@Override
		public Map<String, Object> details() {
			return this.seenBy.equals(Selector.ALL) ? Map.of() : Map.of("seen-by", this.seenBy.text());
		}
	}

	/**
	 * No running one of these nodes has to end a life because it was downed.
	 *
	 * @param of whom
	 */
	record NeverDown(Selector of) implements Always {
		@Override
		public String kind() {
			return "never-down";
		}

		@Override
		public Object value() {
			return this.of.text();
		}
	}

	/**
	 * Exactly these nodes are downed, each at least once.
	 *
	 * @param of whom
	 */
	record Downed(Selector of) implements Always {
		@Override
		public String kind() {
			return "downed";
		}

		@Override
		public Object value() {
			return this.of.text();
		}
	}

	/**
	 * Each of these nodes is downed at most so often.
	 *
	 * @param most how often
	 * @param of whom
	 */
	record DownedAtMost(int most, Selector of) implements Always {
		@Override
		public String kind() {
			return "downed-at-most";
		}

		@Override
		public Object value() {
			return this.most;
		}

		@Override
		public Map<String, Object> details() {
			return Map.of("of", this.of.text());
		}
	}

	/**
	 * None of these nodes is named as an observer by any report of unreachability.
	 *
	 * @param of whom
	 */
	record AccusesNobody(Selector of) implements Always {
		@Override
		public String kind() {
			return "accuses-nobody";
		}

		@Override
		public Object value() {
			return this.of.text();
		}
	}

	/**
	 * Each other running node learns of these nodes' unreachability in at most so many
	 * steps.
	 *
	 * @param most how many steps
	 * @param of whom
	 */
	record Batches(int most, Selector of) implements Always {
		@Override
		public String kind() {
			return "batches";
		}

		@Override
		public Object value() {
			return this.most;
		}

		@Override
		public Map<String, Object> details() {
			return Map.of("of", this.of.text());
		}
	}

	/**
	 * No running member that is UP sees a cluster without a leader for longer.
	 *
	 * @param mostMillis for how long, in ms
	 */
	record Leaderless(long mostMillis) implements Always {
		@Override
		public String kind() {
			return "leaderless";
		}

		@Override
		public Object value() {
			return Quantities.duration(this.mostMillis);
		}
	}

	/**
	 * No link of any node ever has more bytes waiting.
	 *
	 * @param mostBytes how many bytes
	 */
	record Queue(long mostBytes) implements Always {
		@Override
		public String kind() {
			return "queue";
		}

		@Override
		public Object value() {
			return this.mostBytes;
		}
	}

	/**
	 * So many different sizes of the cluster are seen while it forms, at most.
	 *
	 * @param most how many
	 */
	record Sizes(int most) implements Always {
		@Override
		public String kind() {
			return "sizes";
		}

		@Override
		public Object value() {
			return this.most;
		}
	}

	/**
	 * So many false positives, at most.
	 *
	 * @param most how many
	 */
	record FalsePositives(int most) implements Always {
		@Override
		public String kind() {
			return "false-positives";
		}

		@Override
		public Object value() {
			return this.most;
		}
	}

	/**
	 * Each start, leave and crash is agreed on by all live nodes within this time.
	 *
	 * @param mostMillis the time in ms
	 */
	record AgreementWithin(long mostMillis) implements Always {
		@Override
		public String kind() {
			return "agreement";
		}

		@Override
		public Object value() {
			return Quantities.duration(this.mostMillis);
		}
	}

	/**
	 * Each crash, pause and cut that is noticed at all is noticed by everybody within
	 * this time.
	 *
	 * @param mostMillis the time in ms
	 */
	record DetectionWithin(long mostMillis) implements Always {
		@Override
		public String kind() {
			return "detection";
		}

		@Override
		public Object value() {
			return Quantities.duration(this.mostMillis);
		}
	}

}
