/**
 * The health indicator of the cluster.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
