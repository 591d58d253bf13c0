/**
 * The scenarios that have a name.
 */
@NullMarked
package io.clusterboot.simulator.scenario;

import org.jspecify.annotations.NullMarked;
