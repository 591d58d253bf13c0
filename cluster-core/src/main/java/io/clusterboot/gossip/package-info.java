/**
 * What to send to whom: deltas, the seen exchange and reconciliation.
 */
@NullMarked
package io.clusterboot.gossip;

import org.jspecify.annotations.NullMarked;
