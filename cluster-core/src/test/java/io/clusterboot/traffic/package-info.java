/**
 * Messages between real processes that are killed, stopped and told to end.
 */
@NullMarked
package io.clusterboot.traffic;

import org.jspecify.annotations.NullMarked;
