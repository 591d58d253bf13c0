/**
 * The actuator endpoint of the cluster.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
