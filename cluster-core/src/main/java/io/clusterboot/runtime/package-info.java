/**
 * The real world round one node: event loop, timers, ordered event dispatcher.
 */
@NullMarked
package io.clusterboot.runtime;

import org.jspecify.annotations.NullMarked;
