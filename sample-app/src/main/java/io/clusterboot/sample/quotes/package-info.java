/**
 * Quotes that any node is asked for and a node with the role {@code pricing} answers.
 */
@NullMarked
package io.clusterboot.sample.quotes;

import org.jspecify.annotations.NullMarked;
