/**
 * JMH benchmarks of what a node does for each frame, message and change.
 */
@NullMarked
package io.clusterboot.benchmarks.hotpath;

import org.jspecify.annotations.NullMarked;
