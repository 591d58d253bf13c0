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
 * What must hold at a moment, or become true within a time.
 */
public sealed interface Moment extends Expectation {

	/**
	 * The nodes that it is about.
	 * @return the selector; null if it is about the whole cluster
	 */
	default @Nullable Selector of() {
		return null;
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
	 * its own eyes.
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
	 * Wherever a running member lists these nodes, it is with one of these statuses; and
	 * some member lists each of them.
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

}
