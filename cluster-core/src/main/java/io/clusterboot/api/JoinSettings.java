package io.clusterboot.api;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a node finds or forms its cluster.
 *
 * @param seedNodes where to ask; empty forms a cluster of one; the order does not matter,
 * at most 100
 * @param formationTimeout how long a seed waits for the other seeds before it may form
 * without them; 100 ms to 10 min
 * @param joinTimeout give up joining after this time; null tries for ever
 * @param onRemoved what to do when others removed this node
 * @param onForeignCluster what to do about another cluster of the same name
 */
public record JoinSettings(List<NodeAddress> seedNodes, Duration formationTimeout, @Nullable Duration joinTimeout,
		OnRemoved onRemoved, OnForeignCluster onForeignCluster) {

	/** No seeds, formation after 5 s, tries for ever, rejoins, merges. */
	public static final JoinSettings DEFAULT = new JoinSettings(List.of(), Duration.ofSeconds(5), null,
			OnRemoved.REJOIN, OnForeignCluster.MERGE);

	/**
	 * Creates the settings.
	 * @throws InvalidSettingException if a value is out of range
	 */
	public JoinSettings {
		seedNodes = List.copyOf(seedNodes);
		SettingChecks.between("cluster.seed-nodes", seedNodes.size(), 0, 100);
		for (NodeAddress seed : seedNodes) {
			SettingChecks.reachableAddress("cluster.seed-nodes", seed);
		}
		SettingChecks.between("cluster.formation-timeout", formationTimeout, Duration.ofMillis(100),
				Duration.ofMinutes(10));
		if (joinTimeout != null) {
			SettingChecks.between("cluster.join-timeout", joinTimeout, Duration.ofSeconds(1), Duration.ofDays(1));
		}
	}

	/**
	 * The same settings with other seeds.
	 * @param seedNodes the seeds
	 * @return the new settings
	 */
	public JoinSettings withSeedNodes(List<NodeAddress> seedNodes) {
		return new JoinSettings(seedNodes, this.formationTimeout, this.joinTimeout, this.onRemoved,
				this.onForeignCluster);
	}

}
