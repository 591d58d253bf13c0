package io.clusterboot.simulator.run;

import java.util.Locale;

import io.clusterboot.node.Insight;
import io.clusterboot.simulator.world.SimulatedCluster;
import io.clusterboot.simulator.world.SimulatedNode;
import io.clusterboot.state.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A hash over everything that nodes came to know, and when: two runs of the same seed
 * must give the same one. The mixing is the finalizer of MurmurHash3.
 */
final class RunHash implements Sighting {

	private long hash;

	@Override
	public void changed(SimulatedNode node, @Nullable Insight before, @Nullable Insight after) {
		mix(node.cluster().now());
		mix(node.index());
		if (after != null) {
			Fingerprint fingerprint = after.tables().members().fingerprint();
			mix(fingerprint.high());
			mix(fingerprint.low());
			mix(after.verdict().unreachable().size() * 2L + (after.agreement().holds() ? 1 : 0));
		}
	}

	String end(SimulatedCluster world) {
		mix(world.now());
		mix(world.events());
		mix(world.network().traffic().frames());
		mix(world.network().traffic().bytes());
		return String.format(Locale.ROOT, "%016x", this.hash);
	}

	private void mix(long value) {
		long mixed = this.hash * 31 + value;
		mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
		mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
		this.hash = mixed ^ (mixed >>> 33);
	}

}
