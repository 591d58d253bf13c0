/**
 * A page that shows a run.
 */
@NullMarked
package io.clusterboot.simulator.report;

import org.jspecify.annotations.NullMarked;
