/**
 * What the simulator measured at many numbers of nodes, as charts and a table.
 */
@NullMarked
package io.clusterboot.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
