/**
 * Analyses of failed starts: what is wrong, and what to do.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
