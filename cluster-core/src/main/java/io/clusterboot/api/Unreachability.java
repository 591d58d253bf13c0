package io.clusterboot.api;

import java.util.List;

/**
 * Who cannot reach a member, and why.
 *
 * @param member the subject
 * @param observedBy the observers that report it, sorted
 * @param evidence the strongest evidence among the reports
 */
public record Unreachability(NodeId member, List<NodeId> observedBy, Evidence evidence) {
}
