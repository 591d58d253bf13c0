/**
 * Application events about the cluster.
 */
@NullMarked
package io.clusterboot.spring.event;

import org.jspecify.annotations.NullMarked;
