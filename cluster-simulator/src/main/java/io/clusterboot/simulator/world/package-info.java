/**
 * A whole cluster in one thread under virtual time: nodes, the network between them, and
 * what goes wrong with both.
 */
@NullMarked
package io.clusterboot.simulator.world;

import org.jspecify.annotations.NullMarked;
