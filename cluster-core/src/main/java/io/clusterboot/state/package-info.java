/**
 * The replicated tables: immutable values whose merges form a join-semilattice.
 */
@NullMarked
package io.clusterboot.state;

import org.jspecify.annotations.NullMarked;
