/**
 * Plays a schedule in a simulated world, checks what is expected, and measures.
 */
@NullMarked
package io.clusterboot.simulator.run;

import org.jspecify.annotations.NullMarked;
