/**
 * Schedules drawn at random, and made small again when they fail.
 */
@NullMarked
package io.clusterboot.simulator.random;

import org.jspecify.annotations.NullMarked;
