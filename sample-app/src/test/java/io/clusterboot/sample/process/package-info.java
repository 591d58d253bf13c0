/**
 * Real processes, started from the jars, and what befalls them.
 */
package io.clusterboot.sample.process;
