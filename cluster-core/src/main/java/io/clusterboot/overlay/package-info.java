/**
 * Observer rings: who observes whom.
 */
@NullMarked
package io.clusterboot.overlay;

import org.jspecify.annotations.NullMarked;
