package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.clusterboot.agreement.Leader;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.node.Output;
import io.clusterboot.simulator.world.Listener;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what happens in a run. What many nodes come to know about the same life is one
 * event, with the times of the first and the last of them.
 */
final class Story implements Sighting, Listener {

	private static final String OUTSIDE = "OUTSIDE";

	private static final String STOPPED = "STOPPED";

	/** So many points has the curve of sizes. */
	private static final long POINTS = 600;

	private final SimulatedCluster world;

	private final String[] status;

	private final long[] since;

	private final boolean[] leads;

	private final List<Told.Phase> phases = new ArrayList<>();

	private final Map<String, Told.Event> known = new LinkedHashMap<>();

	private final List<Told.Event> events = new ArrayList<>();

	private final List<Told.Size> sizes = new ArrayList<>();

	Story(SimulatedCluster world, Sightings sightings, long millis) {
		this.world = world;
		int nodes = world.setup().nodes().size();
		this.status = new String[nodes];
		Arrays.fill(this.status, STOPPED);
		this.since = new long[nodes];
		this.leads = new boolean[nodes];
		sightings.tell(this);
		world.listen(this);
		sample(Math.max(10, millis / POINTS));
	}

	private void sample(long every) {
		int least = Integer.MAX_VALUE;
		int most = 0;
		int agreeing = 0;
		int running = 0;
		for (int i = 0; i < this.status.length; i++) {
			SimulatedNode node = this.world.node(i);
			running += node.isRunning() ? 1 : 0;
			Insight insight = node.isPaused() ? null : node.insight();
			if (insight != null) {
				least = Math.min(least, insight.tables().members().size());
				most = Math.max(most, insight.tables().members().size());
				agreeing += insight.agreement().holds() ? 1 : 0;
			}
		}
		this.sizes.add(new Told.Size(this.world.now(), Math.min(least, most), most, agreeing, running));
		this.world.at(this.world.now() + every, () -> sample(every));
	}

	@Override
	public boolean wantsSnapshots() {
		return false;
	}

	@Override
	public void started(SimulatedNode node) {
		phase(node.index(), OUTSIDE);
	}

	@Override
	public void ended(SimulatedNode node, Output.@Nullable Terminated end) {
		phase(node.index(), node.isRunning() ? OUTSIDE : STOPPED);
		this.leads[node.index()] = false;
		if (end != null) {
			happened("ended", node, "node " + node.index() + " ends its life: " + end.message());
		}
	}

	@Override
	public void downs(SimulatedNode node, Set<NodeId> down) {
		happened("decision", node, "node " + node.index() + " downs " + down.stream().map(Story::numbered).toList());
	}

	private void happened(String kind, SimulatedNode node, String text) {
		long now = this.world.now();
		this.events.add(new Told.Event(kind, node.index(), now, now, 1, text));
	}

	@Override
	public void changed(SimulatedNode node, @Nullable Insight before, @Nullable Insight after) {
		if (after == null) {
			return;
		}
		MemberRecord self = after.tables().members().get(after.self());
		phase(node.index(), (self != null) ? self.status().name() : OUTSIDE);
		boolean leadsNow = self != null && self.status() == MemberStatus.UP
				&& after.self().equals(Leader.of(after.tables().members(), after.verdict().unreachable()));
		if (leadsNow && !this.leads[node.index()]) {
			happened("leader", node, "node " + node.index() + " leads");
		}
		this.leads[node.index()] = leadsNow;
		boolean sameCluster = before != null && before.clusterId().equals(after.clusterId())
				&& before.self().equals(after.self());
		MemberTable old = (before != null && sameCluster) ? before.tables().members() : MemberTable.EMPTY;
		members(old, after.tables().members());
		Set<NodeId> missedBefore = (before != null && sameCluster) ? before.verdict().unreachable() : Set.of();
		after.verdict()
			.unreachable()
			.stream()
			.filter((id) -> !missedBefore.contains(id))
			.forEach((id) -> seen("unreachable", id));
		missedBefore.stream()
			.filter((id) -> !after.verdict().unreachable().contains(id) && after.tables().members().get(id) != null)
			.forEach((id) -> seen("reachable", id));
	}

	private void members(MemberTable before, MemberTable after) {
		if (before == after) {
			return;
		}
		for (MemberRecord record : after.live()) {
			MemberRecord old = before.get(record.id());
			boolean isNews = record.status() == MemberStatus.UP || record.status() == MemberStatus.DOWN;
			if (isNews && (old == null || old.status() != record.status())) {
				seen((record.status() == MemberStatus.UP) ? "up" : "down", record.id());
			}
		}
		for (MemberRecord record : before.live()) {
			if (after.get(record.id()) == null) {
				seen("removed", record.id());
			}
		}
	}

	/** What is seen again after a while is another event. */
	private void seen(String kind, NodeId id) {
		long now = this.world.now();
		Told.Event event = this.known.get(kind + id);
		if (event != null && now - event.last() > Health.AFTERMATH) {
			this.events.add(event);
			event = null;
		}
		this.known.put(kind + id,
				(event == null)
						? new Told.Event(kind, SimulatedCluster.indexOf(id.address()), now, now, 1,
								numbered(id) + " " + kind)
						: new Told.Event(kind, event.node(), event.first(), now, event.seenBy() + 1, event.text()));
	}

	private static String numbered(NodeId id) {
		return "node " + SimulatedCluster.indexOf(id.address()) + " #" + Long.toUnsignedString(id.incarnation(), 36);
	}

	private void phase(int node, String now) {
		if (!this.status[node].equals(now)) {
			close(node);
			this.status[node] = now;
		}
	}

	private void close(int node) {
		if (this.world.now() > this.since[node]) {
			this.phases.add(new Told.Phase(node, this.since[node], this.world.now(), this.status[node]));
		}
		this.since[node] = this.world.now();
	}

	List<Told.Phase> phases() {
		for (int i = 0; i < this.status.length; i++) {
			close(i);
		}
		this.phases.sort(Comparator.comparingInt(Told.Phase::node).thenComparingLong(Told.Phase::from));
		return this.phases;
	}

	List<Told.Event> events() {
		List<Told.Event> all = new ArrayList<>(this.events);
		all.addAll(this.known.values());
		all.sort(Comparator.comparingLong(Told.Event::first));
		return all;
	}

	List<Told.Size> sizes() {
		return this.sizes;
	}

}
