/**
 * Measures systems in turn, round by round, and sets their figures side by side.
 */
@NullMarked
package io.clusterboot.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
