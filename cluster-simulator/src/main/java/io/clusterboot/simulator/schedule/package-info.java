/**
 * What goes wrong in a run and what is expected of it, as data: read from YAML, written
 * to YAML, drawn at random elsewhere; knows no simulated world.
 */
@NullMarked
package io.clusterboot.simulator.schedule;

import org.jspecify.annotations.NullMarked;
