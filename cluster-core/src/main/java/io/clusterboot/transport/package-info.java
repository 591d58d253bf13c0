/**
 * What a node needs of a network.
 */
@NullMarked
package io.clusterboot.transport;

import org.jspecify.annotations.NullMarked;
