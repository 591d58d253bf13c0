/**
 * How busy this node is, and telling it to the others.
 */
@NullMarked
package io.clusterboot.load;

import org.jspecify.annotations.NullMarked;
