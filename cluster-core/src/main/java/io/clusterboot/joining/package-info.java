/**
 * Bootstrap, claims, join and handshake checks.
 */
@NullMarked
package io.clusterboot.joining;

import org.jspecify.annotations.NullMarked;
