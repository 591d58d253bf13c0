/**
 * The meters of the cluster.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
