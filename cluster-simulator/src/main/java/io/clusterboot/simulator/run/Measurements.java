package io.clusterboot.simulator.run;

import java.util.HashSet;
import java.util.Set;

import io.clusterboot.api.NodeId;
import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured in a run.
 */
final class Measurements {

	private final SimulatedCluster world;

	private final Health health;

	private final Detection detection;

	private final AgreementTimes agreement;

	private final Shares shares;

	private final Outcomes outcomes = new Outcomes();

	private final RunHash hash = new RunHash();

	private final Set<Integer> sizes = new HashSet<>();

	private boolean forming = true;

	private long falsePositives;

	Measurements(SimulatedCluster world, Sightings sightings, Health health) {
		this.world = world;
		this.health = health;
		this.detection = new Detection(world, this.outcomes);
		this.agreement = new AgreementTimes(world, this.outcomes);
		this.shares = new Shares(world);
		this.agreement.atFirst(() -> this.forming = false);
		world.listen(this.shares);
		sightings.tell(this.hash);
		sightings.tell(this.detection);
		sightings.tell(this::size);
		sightings.tell(this.agreement);
		sightings.tell(this::accusation);
	}

	private void size(SimulatedNode node, @Nullable Insight before, @Nullable Insight after) {
		if (this.forming && after != null) {
			this.sizes.add(after.tables().members().size());
		}
	}

	private void accusation(SimulatedNode node, @Nullable Insight before, @Nullable Insight after) {
		boolean counts = after != null && !after.verdict().unreachable().isEmpty()
				&& this.health.isConnected(node.index(), this.world.now());
		if (after == null || !counts) {
			return;
		}
		for (NodeId id : after.verdict().unreachable()) {
			boolean isNew = before == null || !before.verdict().unreachable().contains(id);
			if (isNew && isWell(id)) {
				this.falsePositives++;
			}
		}
	}

	private boolean isWell(NodeId id) {
		SimulatedNode subject = this.world.node(SimulatedCluster.indexOf(id.address()));
		return subject.isRunning() && subject.id().equals(id)
				&& this.health.isUntouched(subject.index(), this.world.now());
	}

	/** The run is over. */
	void end() {
		this.shares.end();
		this.detection.end();
		this.agreement.end();
	}

	Outcomes outcomes() {
		return this.outcomes;
	}

	Detection detection() {
		return this.detection;
	}

	AgreementTimes agreement() {
		return this.agreement;
	}

	Shares shares() {
		return this.shares;
	}

	RunHash hash() {
		return this.hash;
	}

	long falsePositives() {
		return this.falsePositives;
	}

	int distinctSizes() {
		return this.sizes.size();
	}

}
