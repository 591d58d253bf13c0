/**
 * The command line of the simulator.
 */
@NullMarked
package io.clusterboot.simulator.cli;

import org.jspecify.annotations.NullMarked;
