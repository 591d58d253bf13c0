/**
 * Split brain resolution: strategies and the stability clock.
 */
@NullMarked
package io.clusterboot.downing;

import org.jspecify.annotations.NullMarked;
