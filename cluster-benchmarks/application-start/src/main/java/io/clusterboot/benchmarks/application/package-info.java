/**
 * The web application whose start is measured, without the starter and with it.
 */
@NullMarked
package io.clusterboot.benchmarks.application;

import org.jspecify.annotations.NullMarked;
