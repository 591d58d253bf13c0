package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.agreement.Leader;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.schedule.Always;
import io.clusterboot.simulator.schedule.Expected;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.MemberRecord;
import org.jspecify.annotations.Nullable;

/**
 * Watches over one expectation from its first moment to its last.
 */
final class Vigil implements Sighting, Downings.Observer {

	private static final long LOOK_EVERY = 50;

	private final SimulatedCluster world;

	private final Lineup lineup;

	private final Verdicts verdicts;

	private final Expected expected;

	private final Set<Integer> nodes = new HashSet<>();

	private final Set<Integer> eyes = new HashSet<>();

	private final Map<Integer, Integer> steps = new HashMap<>();

	private boolean begun;

	private boolean over;

	private long leaderlessSince = -1;

	Vigil(SimulatedCluster world, Lineup lineup, Verdicts verdicts, Expected expected) {
		this.world = world;
		this.lineup = lineup;
		this.verdicts = verdicts;
		this.expected = expected;
	}

	void begin() {
		this.begun = true;
		Selector of = ((Always) this.expected.expectation()).of();
		if (of != null) {
			this.nodes.addAll(this.lineup.choose(of, of.text(), List.of(), 0));
		}
		if (this.expected.expectation() instanceof Always.NeverUnreachable never) {
			this.eyes.addAll(this.lineup.choose(never.seenBy(), never.seenBy().text(), List.of(), 0));
		}
		if (this.expected.expectation() instanceof Always.Leaderless leaderless) {
			lookForLeader(leaderless.mostMillis());
		}
		if (this.expected.until() != Expected.END) {
			this.world.at(this.expected.until(), () -> this.over = true);
		}
	}

	private boolean isOpen() {
		return this.begun && !this.over && !this.verdicts.has(this.expected);
	}

	@Override
	public void downed(int node, NodeId life, long when) {
		if (isOpen() && this.expected.expectation() instanceof Always.NeverDown && this.nodes.contains(node)) {
			this.verdicts.add(this.expected, life + " was downed");
		}
	}

	@Override
	public void changed(SimulatedNode node, @Nullable Insight before, @Nullable Insight after) {
		if (after == null || !isOpen()) {
			return;
		}
		if (this.expected.expectation() instanceof Always.AccusesNobody) {
			accusation(after);
			return;
		}
		List<NodeId> fresh = fresh(before, after);
		if (fresh.isEmpty()) {
			return;
		}
		if (this.expected.expectation() instanceof Always.NeverUnreachable && this.eyes.contains(node.index())) {
			this.verdicts.add(this.expected, after.self() + " takes " + fresh + " for unreachable");
		}
		else if (this.expected.expectation() instanceof Always.Batches batches && !this.nodes.contains(node.index())
				&& this.steps.merge(node.index(), 1, Integer::sum) > batches.most()) {
			this.verdicts.add(this.expected,
					after.self() + " learns of " + fresh + " in step " + this.steps.get(node.index()));
		}
	}

	/** The watched nodes that have just become unreachable. */
	private List<NodeId> fresh(@Nullable Insight before, Insight after) {
		List<NodeId> fresh = new ArrayList<>();
		for (NodeId id : after.verdict().unreachable()) {
			if (this.nodes.contains(SimulatedCluster.indexOf(id.address()))
					&& (before == null || !before.verdict().unreachable().contains(id))) {
				fresh.add(id);
			}
		}
		return fresh;
	}

	private void accusation(Insight after) {
		for (int number : this.nodes) {
			SimulatedNode observer = this.world.node(number);
			if (observer.isRunning()) {
				after.tables().row(observer.id()).subjects().keySet().forEach((subject) -> {
					if (after.tables().row(observer.id()).accuses(subject)) {
						this.verdicts.add(this.expected, observer.id() + " accuses " + subject);
					}
				});
			}
		}
	}

	private void lookForLeader(long most) {
		if (!isOpen()) {
			return;
		}
		long now = this.world.now();
		if (this.lineup.live().stream().anyMatch(Vigil::leads)) {
			this.leaderlessSince = -1;
		}
		else if (this.leaderlessSince < 0) {
			this.leaderlessSince = now;
		}
		else if (now - this.leaderlessSince > most) {
			this.verdicts.add(this.expected, "nobody has led for " + (now - this.leaderlessSince) + " ms");
		}
		this.world.at(now + LOOK_EVERY, () -> lookForLeader(most));
	}

	private static boolean leads(SimulatedNode node) {
		Insight insight = node.insight();
		MemberRecord self = (insight != null) ? insight.tables().members().get(insight.self()) : null;
		return insight != null && self != null
				&& (self.status() == MemberStatus.UP || self.status() == MemberStatus.LEAVING)
				&& insight.self().equals(Leader.of(insight.tables().members(), insight.verdict().unreachable()));
	}

	/** What can be told only when the run is over. */
	void end(Downings downings, Measurements measurements) {
		long until = Math.min(this.expected.until(), this.world.now());
		Always always = (Always) this.expected.expectation();
		if (always instanceof Always.Downed) {
			downed(downings, until);
		}
		else if (always instanceof Always.DownedAtMost limit) {
			for (int node : this.nodes) {
				atMost(downings.count(node, this.expected.at(), until), limit.most(),
						"times node " + node + " was downed");
			}
		}
		else if (always instanceof Always.Queue queue) {
			atMost(this.world.network().traffic().maxQueueBytes(), queue.mostBytes(), "bytes waited on a link");
		}
		else if (always instanceof Always.Sizes sizes) {
			atMost(measurements.distinctSizes(), sizes.most(), "sizes were seen");
		}
		else if (always instanceof Always.AgreementWithin limit) {
			atMost(measurements.agreement().durations().longest(this.expected.at(), until), limit.mostMillis(),
					"ms took an agreement");
		}
		else if (always instanceof Always.DetectionWithin limit) {
			atMost(measurements.detection().durations().longest(this.expected.at(), until), limit.mostMillis(),
					"ms took a detection");
		}
		else if (always instanceof Always.FalsePositives limit) {
			atMost(measurements.falsePositives(), limit.most(), "false positives");
		}
	}

	private void downed(Downings downings, long until) {
		List<Integer> missing = new ArrayList<>();
		List<Integer> wrong = new ArrayList<>();
		for (int node = 0; node < this.lineup.size(); node++) {
			boolean wasDowned = downings.count(node, this.expected.at(), until) > 0;
			if (wasDowned != this.nodes.contains(node)) {
				(wasDowned ? wrong : missing).add(node);
			}
		}
		if (!missing.isEmpty() || !wrong.isEmpty()) {
			this.verdicts.add(this.expected, "not downed: " + missing + ", downed without reason: " + wrong);
		}
	}

	private void atMost(long value, long most, String what) {
		if (value > most) {
			this.verdicts.add(this.expected, value + " " + what);
		}
	}

}
