package io.clusterboot.api;

/**
 * Another cluster of the same name, as one node met it.
 *
 * @param clusterId its id
 * @param contact where it was met last: the address of one of its members
 * @param size how many members it had then, at least 1
 */
public record ForeignCluster(ClusterId clusterId, NodeAddress contact, int size) {
}
