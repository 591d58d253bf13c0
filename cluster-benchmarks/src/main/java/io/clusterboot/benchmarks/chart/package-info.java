/**
 * Draws what was measured, as SVG.
 */
@NullMarked
package io.clusterboot.benchmarks.chart;

import org.jspecify.annotations.NullMarked;
