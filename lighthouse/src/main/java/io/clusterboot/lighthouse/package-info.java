/**
 * A dedicated seed node.
 */
@NullMarked
package io.clusterboot.lighthouse;

import org.jspecify.annotations.NullMarked;
