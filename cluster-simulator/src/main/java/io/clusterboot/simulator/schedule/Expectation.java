package io.clusterboot.simulator.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a run must show. Running nodes are those whose process is there and is not paused.
 */
public sealed interface Expectation {

	/**
	 * What it is called in a schedule.
	 * @return the name of the field that holds the value
	 */
	String kind();

	/**
	 * What is expected.
	 * @return a selector or a number, as text
	 */
	Object value();

	/**
	 * The other fields.
	 * @return value by field
	 */
	default Map<String, Object> details() {
		return Map.of();
	}

	/** What must hold at a moment, or become true within a time. */
	sealed interface Moment extends Expectation {

	}

	/** What must hold all the time from a moment on. */
	sealed interface Always extends Expectation {

	}

	/**
	 * These nodes run, agree that exactly they are the members, all UP and reachable, in
	 * one cluster.
	 *
	 * @param of whom
	 */
	record Agreed(Selector of) implements Moment {
		@Override
		public String kind() {
			return "agreed";
		}

		@Override
		public Object value() {
			return this.of.text();
		}
	}

	/**
	 * Each running node that is a member lists so many members.
	 *
	 * @param count how many
	 */
	record MemberCount(int count) implements Moment {
		@Override
		public String kind() {
			return "members";
		}

		@Override
		public Object value() {
			return this.count;
		}
	}

	/**
	 * Each of these nodes lists exactly these nodes.
	 *
	 * @param of whom
	 */
	record Members(Selector of) implements Moment {
		@Override
		public String kind() {
			return "members";
		}

		@Override
		public Object value() {
			return this.of.text();
		}
	}

	/**
	 * These nodes run and every running member lists them as UP.
	 *
	 * @param of whom
	 */
	record Up(Selector of) implements Moment {
		@Override
		public String kind() {
			return "up";
		}

		@Override
		public Object value() {
			return this.of.text();
		}
	}

	/**
	 * No other running node lists these nodes.
	 *
	 * @param of whom
	 */
	record Removed(Selector of) implements Moment {
		@Override
		public String kind() {
			return "removed";
		}

		@Override
		public Object value() {
			return this.of.text();
		}
	}

	/**
	 * The processes of these nodes have ended.
	 *
	 * @param of whom
	 */
	record Stopped(Selector of) implements Moment {
		@Override
		public String kind() {
			return "stopped";
		}

		@Override
		public Object value() {
			return this.of.text();
		}
	}

	/**
	 * Every other running node takes exactly these nodes for unreachable.
	 *
	 * @param of whom
	 */
	record Unreachable(Selector of) implements Moment {
		@Override
		public String kind() {
			return "unreachable";
		}

		@Override
		public Object value() {
			return this.of.text();
		}
	}

	/**
	 * Some running node shows each of these as suspected.
	 *
	 * @param of whom
	 * @param evidence on which evidence; null for any
	 */
	record Suspected(Selector of, @Nullable Evidence evidence) implements Moment {
		@Override
		public String kind() {
			return "suspected";
		}

		@Override
		public Object value() {
			return this.of.text();
		}

		@Override
		public Map<String, Object> details() {
			return (this.evidence != null) ? Map.of("evidence", this.evidence.name().toLowerCase(Locale.ROOT))
					: Map.of();
		}
	}

	/**
	 * So many clusters are alive: the different ids among the running members.
	 *
	 * @param count how many
	 */
	record Clusters(int count) implements Moment {
		@Override
		public String kind() {
			return "clusters";
		}

		@Override
		public Object value() {
			return this.count;
		}
	}

	/**
	 * So many sides of a split go on: those of which a running node is UP or LEAVING in
	 * its own eyes, in the cluster that it was in when the sides were told.
	 *
	 * @param least at least so many
	 * @param most at most so many
	 * @param sides the sides
	 */
	record Survivors(int least, int most, List<Selector> sides) implements Moment {

		/**
		 * Creates the expectation.
		 */
		public Survivors {
			sides = List.copyOf(sides);
		}

		@Override
		public String kind() {
			return "survivors";
		}

		@Override
		public Object value() {
			return (this.least == this.most) ? String.valueOf(this.most) : "at most " + this.most;
		}

		@Override
		public Map<String, Object> details() {
			return Map.of("of", this.sides.stream().map(Selector::text).toList());
		}
	}

	/**
	 * Every running member lists these nodes, with one of these statuses.
	 *
	 * @param statuses the statuses
	 * @param of whom
	 */
	record Statuses(Set<MemberStatus> statuses, Selector of) implements Moment {

		/**
		 * Creates the expectation.
		 */
		public Statuses {
			statuses = Set.copyOf(statuses);
		}

		@Override
		public String kind() {
			return "statuses";
		}

		@Override
		public Object value() {
			return new TreeSet<>(this.statuses).stream().map(Enum::name).toList();
		}

		@Override
		public Map<String, Object> details() {
			return Map.of("of", this.of.text());
		}
	}

	/**
	 * Nobody takes these nodes for unreachable.
	 *
	 * @param of whom
	 */
	record NeverUnreachable(Selector of) implements Always {
		@Override
		public String kind() {
			return "never-unreachable";
		}

		@Override
		public Object value() {
			return this.of.text();
		}
	}

	/**
	 * Nobody shows these nodes as DOWN, and none of their lives is ended by others.
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

}
