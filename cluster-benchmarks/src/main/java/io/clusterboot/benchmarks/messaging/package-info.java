/**
 * Messages between two nodes, by this cluster and by others.
 */
@NullMarked
package io.clusterboot.benchmarks.messaging;

import org.jspecify.annotations.NullMarked;
