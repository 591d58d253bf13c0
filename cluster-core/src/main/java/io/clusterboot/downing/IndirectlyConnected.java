package io.clusterboot.downing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;

/**
 * Downs the fewest members without which no link between two reachable members is bad any
 * more, once the bad links have stood unchanged for as long as a split must: a minimum
 * vertex cover of the bad links, exact unless that takes more than 20,000 steps of
 * search, else the best that was found. Of equally small sets that with the youngest
 * members.
 * <p>
 * Only where the settings ask for it. By default a bad link downs nobody: messages find
 * another way, leader and resolver do not wait for it (an unstable verdict holds them for
 * seconds only), and of the two ends of a single bad link nobody can tell which one is at
 * fault, so that a healthy member would be downed as often as not. It is for applications
 * that need every member to reach every other one. Times are monotonic ms.
 */
public final class IndirectlyConnected {

	private static final int MOST_BRANCHES = 20_000;

	private final DowningSettings settings;

	private final Steadiness<BadLink> links = new Steadiness<>();

	private Set<BadLink> present = Set.of();

	/**
	 * Starts the clock.
	 * @param settings how long bad links must stand
	 */
	public IndirectlyConnected(DowningSettings settings) {
		this.settings = settings;
	}

	/**
	 * Looks at the bad links.
	 * @param links those of now
	 * @param now the time
	 */
	public void observe(Set<BadLink> links, long now) {
		this.present = Set.copyOf(links);
		this.links.observe(this.present, now);
	}

	/**
	 * When somebody may be downed if nothing changes.
	 * @param members how many members the cluster has
	 * @return the time, {@link Long#MAX_VALUE} if no link is bad
	 */
	public long decisionAt(int members) {
		Long since = this.links.steadySince();
		return (since != null) ? since + StabilityClock.stableAfter(this.settings, members) : Long.MAX_VALUE;
	}

	/**
	 * Whom to down.
	 * @param members all live members
	 * @return the decision
	 */
	public Decision decide(Collection<MemberRecord> members) {
		Map<NodeId, Integer> ages = new HashMap<>();
		members.forEach((record) -> ages.put(record.id(), record.upNumber()));
		// it might take part in a split before it hears that it was downed, and win
		NodeId pivot = Pivot.of(this.settings,
				members.stream().filter((record) -> record.status() != MemberStatus.DOWN).toList());
		Set<BadLink> rest = new TreeSet<>();
		SortedSet<NodeId> cover = new TreeSet<>();
		for (BadLink link : this.present) {
			if (pivot != null && link.joins(pivot)) {
				cover.add(link.other(pivot));
			}
			else {
				rest.add(link);
			}
		}
		rest.removeIf((link) -> cover.contains(link.lower()) || cover.contains(link.higher()));
		cover.addAll(cover(rest, ages));
		return new Decision(cover,
				"indirectly connected: " + this.present.size()
						+ " bad links between reachable members, the fewest members with part in all of them are downed"
						+ ((pivot != null) ? " without " + pivot.address() : ""));
	}

	/**
	 * The fewest nodes that have part in all links; of equally few the youngest.
	 * @param links the links
	 * @param ages the age of each node: smaller is older, 0 youngest of all
	 * @return the nodes
	 */
	static SortedSet<NodeId> cover(Set<BadLink> links, Map<NodeId, Integer> ages) {
		Comparator<NodeId> youngestFirst = Comparator
			.<NodeId>comparingInt(
					(id) -> (ages.getOrDefault(id, 0) == 0) ? Integer.MIN_VALUE : -ages.getOrDefault(id, 0))
			.thenComparing(Comparator.reverseOrder());
		Search search = new Search(youngestFirst);
		List<BadLink> sorted = new ArrayList<>(new TreeSet<>(links));
		search.best = search.greedy(sorted);
		search.branch(sorted, new TreeSet<>(youngestFirst));
		// in the order of ids and not of ages
		SortedSet<NodeId> cover = new TreeSet<>();
		cover.addAll(search.best);
		return cover;
	}

	/**
	 * Branch and bound over the two ends of one uncovered link after the other.
	 */
	private static final class Search {

		private final Comparator<NodeId> youngestFirst;

		private TreeSet<NodeId> best;

		private int branches;

		Search(Comparator<NodeId> youngestFirst) {
			this.youngestFirst = youngestFirst;
			this.best = new TreeSet<>(youngestFirst);
		}

		/**
		 * Again and again the node with the most bad links, of equal ones the youngest.
		 */
		TreeSet<NodeId> greedy(List<BadLink> links) {
			TreeSet<NodeId> cover = new TreeSet<>(this.youngestFirst);
			List<BadLink> rest = links;
			while (!rest.isEmpty()) {
				NodeId busiest = busiest(rest);
				cover.add(busiest);
				rest = without(rest, busiest);
			}
			return cover;
		}

		void branch(List<BadLink> rest, TreeSet<NodeId> taken) {
			if (taken.size() > this.best.size() || this.branches++ > MOST_BRANCHES) {
				return;
			}
			if (rest.isEmpty()) {
				if (taken.size() < this.best.size() || isYounger(taken, this.best)) {
					this.best = new TreeSet<>(taken);
				}
				return;
			}
			NodeId busiest = busiest(rest);
			taken.add(busiest);
			branch(without(rest, busiest), taken);
			taken.remove(busiest);
			// without it, all it cannot reach must go
			List<NodeId> ends = rest.stream()
				.filter((link) -> link.joins(busiest))
				.map((link) -> link.other(busiest))
				.distinct()
				.toList();
			List<BadLink> others = rest;
			for (NodeId end : ends) {
				others = without(others, end);
			}
			taken.addAll(ends);
			branch(others, taken);
			ends.forEach(taken::remove);
		}

		/** Of two sets of one size. */
		private boolean isYounger(TreeSet<NodeId> one, TreeSet<NodeId> other) {
			List<NodeId> theirs = List.copyOf(other);
			int i = 0;
			for (NodeId id : one) {
				int order = this.youngestFirst.compare(id, theirs.get(i++));
				if (order != 0) {
					return order < 0;
				}
			}
			return false;
		}

		private NodeId busiest(List<BadLink> links) {
			Map<NodeId, Integer> degrees = new HashMap<>();
			for (BadLink link : links) {
				degrees.merge(link.lower(), 1, Integer::sum);
				degrees.merge(link.higher(), 1, Integer::sum);
			}
			return degrees.entrySet()
				.stream()
				.min(Comparator.<Map.Entry<NodeId, Integer>>comparingInt((entry) -> -entry.getValue())
					.thenComparing(Map.Entry::getKey, this.youngestFirst))
				.orElseThrow()
				.getKey();
		}

		private static List<BadLink> without(List<BadLink> links, NodeId id) {
			return links.stream().filter((link) -> !link.joins(id)).toList();
		}

	}

}
