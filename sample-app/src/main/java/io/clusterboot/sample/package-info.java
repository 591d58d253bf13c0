/**
 * A sample application, as a user of the starter would write it.
 */
@NullMarked
package io.clusterboot.sample;

import org.jspecify.annotations.NullMarked;
