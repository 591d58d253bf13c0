/**
 * Side-by-side runs against peers.
 */
@NullMarked
package io.clusterboot.benchmarks;

import org.jspecify.annotations.NullMarked;
