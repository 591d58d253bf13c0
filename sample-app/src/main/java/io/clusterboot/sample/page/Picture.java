package io.clusterboot.sample.page;

import java.util.List;

import io.clusterboot.spring.autoconfigure.actuate.ClusterDescriptor;

/**
 * All that the page shows. Every picture is whole, so a browser that missed some needs
 * only the next one.
 *
 * @param journal tells one life of this application from the next, as the numbers of
 * events start again
 * @param cluster what {@code /actuator/cluster} says
 * @param events the last events, the newest last
 */
record Picture(String journal, ClusterDescriptor cluster, List<JournalEntry> events) {
}
