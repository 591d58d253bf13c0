/**
 * One member as a pure state machine: input and time in, outputs out.
 */
@NullMarked
package io.clusterboot.node;

import org.jspecify.annotations.NullMarked;
