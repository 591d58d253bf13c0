/**
 * The membership engine; each room of it is a package of its own.
 */
@NullMarked
package io.clusterboot;

import org.jspecify.annotations.NullMarked;
