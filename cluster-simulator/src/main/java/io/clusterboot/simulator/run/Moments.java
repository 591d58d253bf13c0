package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.schedule.Moment;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is expected of a moment holds now.
 */
final class Moments {

	/** So many nodes are named when something does not hold. */
	private static final int NAMED = 3;

	private final SimulatedCluster world;

	private final Lineup lineup;

	Moments(SimulatedCluster world, Lineup lineup) {
		this.world = world;
		this.lineup = lineup;
	}

	/** What is missing, in words; null if it holds. */
	@Nullable String missing(Moment moment) {
		if (moment instanceof Moment.Agreed agreed) {
			return agreed(nodes(agreed.of()));
		}
		if (moment instanceof Moment.MemberCount count) {
			return everywhere((insight) -> insight.tables().members().size() == count.count());
		}
		if (moment instanceof Moment.Members members) {
			return members(nodes(members.of()));
		}
		if (moment instanceof Moment.Up up) {
			return up(nodes(up.of()));
		}
		if (moment instanceof Moment.Statuses statuses) {
			return statuses(nodes(statuses.of()), statuses.statuses());
		}
		if (moment instanceof Moment.Removed removed) {
			return removed(nodes(removed.of()));
		}
		if (moment instanceof Moment.Stopped stopped) {
			return named(nodes(stopped.of()), SimulatedNode::isRunning, "still runs");
		}
		if (moment instanceof Moment.Unreachable unreachable) {
			return unreachable(nodes(unreachable.of()));
		}
		if (moment instanceof Moment.Suspected suspected) {
			return named(nodes(suspected.of()), (node) -> !isSuspected(node.id(), suspected.evidence()),
					"is not suspected");
		}
		if (moment instanceof Moment.Clusters clusters) {
			Set<ClusterId> ids = new HashSet<>();
			insights().forEach((insight) -> ids.add(insight.clusterId()));
			return (ids.size() == clusters.count()) ? null : "there are " + ids.size();
		}
		return survivors((Moment.Survivors) moment);
	}

	private List<SimulatedNode> nodes(Selector selector) {
		return this.lineup.nodes(selector, selector.text());
	}

	private List<Insight> insights() {
		List<Insight> insights = new ArrayList<>();
		for (SimulatedNode node : this.lineup.live()) {
			Insight insight = node.insight();
			if (insight != null) {
				insights.add(insight);
			}
		}
		return insights;
	}

	private @Nullable String agreed(List<SimulatedNode> nodes) {
		if (this.world.agreedOn(nodes)) {
			return null;
		}
		return described(
				nodes.stream().filter((node) -> !this.world.agreedOn(List.of(node)) && !isContent(node, nodes)), nodes);
	}

	/** Whether a node agrees on a membership of this size without unreachable members. */
	private static boolean isContent(SimulatedNode node, List<SimulatedNode> nodes) {
		Insight insight = node.insight();
		return insight != null && insight.agreement().holds() && insight.verdict().unreachable().isEmpty()
				&& insight.tables().members().size() == nodes.size();
	}

	private static String described(java.util.stream.Stream<SimulatedNode> wrong, List<SimulatedNode> nodes) {
		List<SimulatedNode> all = wrong.toList();
		if (all.isEmpty()) {
			return "all of the " + nodes.size() + " agree with somebody, but not on one state of one cluster";
		}
		return all.size() + " of " + nodes.size() + " do not: "
				+ all.stream().limit(NAMED).map(SimulatedNode::toString).collect(Collectors.joining("; "));
	}

	private @Nullable String everywhere(Predicate<Insight> holds) {
		List<Insight> wrong = insights().stream().filter(holds.negate()).toList();
		if (wrong.isEmpty()) {
			return null;
		}
		Insight first = wrong.get(0);
		return "not at " + wrong.size() + " nodes, among them " + first.self() + ", which lists "
				+ first.tables().members().size() + " members";
	}

	private @Nullable String members(List<SimulatedNode> nodes) {
		Set<Object> addresses = nodes.stream().map(SimulatedNode::address).collect(Collectors.toSet());
		return named(nodes, (node) -> {
			Insight insight = node.insight();
			return insight == null || insight.tables().members().size() != addresses.size()
					|| !insight.tables()
						.members()
						.live()
						.stream()
						.allMatch((member) -> addresses.contains(member.id().address()));
		}, "lists others, or fewer");
	}

	private @Nullable String up(List<SimulatedNode> nodes) {
		return named(nodes, (node) -> !node.isRunning() || !insights().stream().allMatch((insight) -> {
			MemberRecord record = insight.tables().members().at(node.address());
			return record != null && record.status() == MemberStatus.UP;
		}), "is not UP everywhere");
	}

	private @Nullable String statuses(List<SimulatedNode> nodes, Set<MemberStatus> statuses) {
		return named(nodes, (node) -> {
			Set<MemberStatus> seen = new TreeSet<>();
			for (Insight insight : insights()) {
				MemberRecord record = insight.tables().members().at(node.address());
				if (record != null) {
					seen.add(record.status());
				}
			}
			return seen.isEmpty() || !statuses.containsAll(seen);
		}, "is listed nowhere, or otherwise");
	}

	private @Nullable String removed(List<SimulatedNode> nodes) {
		return named(nodes, (node) -> this.lineup.live().stream().anyMatch((other) -> {
			Insight insight = (other != node) ? other.insight() : null;
			return insight != null && insight.tables().members().at(node.address()) != null;
		}), "is still listed");
	}

	private @Nullable String unreachable(List<SimulatedNode> nodes) {
		Set<Integer> numbers = nodes.stream().map(SimulatedNode::index).collect(Collectors.toSet());
		List<SimulatedNode> others = this.lineup.live()
			.stream()
			.filter((node) -> !numbers.contains(node.index()))
			.toList();
		return named(others, (node) -> {
			Insight insight = node.insight();
			return insight == null || !insight.verdict()
				.unreachable()
				.stream()
				.map((id) -> SimulatedCluster.indexOf(id.address()))
				.collect(Collectors.toSet())
				.equals(numbers);
		}, "takes others, or fewer, for unreachable");
	}

	private boolean isSuspected(NodeId id, @Nullable Evidence evidence) {
		return insights().stream().anyMatch((insight) -> insight.tables().rows().stream().anyMatch((row) -> {
			Evidence given = row.subjects().get(id);
			return given != null && (evidence == null || given == evidence)
					&& !insight.verdict().unreachable().contains(id);
		}));
	}

	private @Nullable String survivors(Moment.Survivors survivors) {
		List<String> alive = new ArrayList<>();
		for (Selector side : survivors.sides()) {
			if (nodes(side).stream().anyMatch(Moments::goesOn)) {
				alive.add(side.text());
			}
		}
		boolean holds = alive.size() >= survivors.least() && alive.size() <= survivors.most();
		return holds ? null : alive.size() + " sides go on: " + alive;
	}

	private static boolean goesOn(SimulatedNode node) {
		Insight insight = node.isPaused() ? null : node.insight();
		MemberTable members = (insight != null) ? insight.tables().members() : MemberTable.EMPTY;
		MemberRecord self = (insight != null) ? members.get(insight.self()) : null;
		return self != null && self.isVoting();
	}

	private static @Nullable String named(List<SimulatedNode> nodes, Predicate<SimulatedNode> wrong, String what) {
		List<Integer> named = nodes.stream().filter(wrong).map(SimulatedNode::index).toList();
		if (named.isEmpty()) {
			return null;
		}
		String more = (named.size() > NAMED) ? " and " + (named.size() - NAMED) + " more" : "";
		return "node " + named.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", ")) + more + " "
				+ what;
	}

}
