/**
 * Observations of messages between members: what is measured and traced, and how it is
 * named.
 */
@NullMarked
package io.clusterboot.spring.observation;

import org.jspecify.annotations.NullMarked;
