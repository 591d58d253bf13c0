/**
 * What the starter adds to the start of a web application, and to what it holds.
 */
@NullMarked
package io.clusterboot.benchmarks.start;

import org.jspecify.annotations.NullMarked;
