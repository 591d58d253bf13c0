package io.clusterboot.state;

/**
 * The fingerprints of the three tables: equal digests mean that there is nothing to
 * exchange.
 *
 * @param members of the members table, removals counter included
 * @param observations of the observations table
 * @param nodeData of the node data table
 */
public record Digest(Fingerprint members, Fingerprint observations, Fingerprint nodeData) {
}
