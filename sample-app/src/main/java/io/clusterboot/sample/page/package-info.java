/**
 * The page at {@code /} that shows the cluster live.
 */
@NullMarked
package io.clusterboot.sample.page;

import org.jspecify.annotations.NullMarked;
