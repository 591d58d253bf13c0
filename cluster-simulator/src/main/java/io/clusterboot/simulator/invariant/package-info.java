/**
 * What must hold at every moment, checked against the truth about all nodes.
 */
@NullMarked
package io.clusterboot.simulator.invariant;

import org.jspecify.annotations.NullMarked;
