package io.clusterboot.node;

import io.clusterboot.agreement.Agreement;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeId;
import io.clusterboot.detection.Verdict;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Tables;

/**
 * What a member knows, without a copy: all of it is immutable. For simulations and tests;
 * users read the snapshot.
 *
 * @param self the member
 * @param clusterId its cluster
 * @param tables members, observations and node data
 * @param seen who has seen the members table
 * @param verdict who is unreachable or unstable
 * @param agreement what the last look for agreement found
 */
public record Insight(NodeId self, ClusterId clusterId, Tables tables, SeenSet seen, Verdict verdict,
		Agreement agreement) {

}
