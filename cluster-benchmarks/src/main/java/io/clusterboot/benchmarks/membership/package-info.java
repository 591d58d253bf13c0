/**
 * How fast clusters form, lose members and notice it, and what they cost when nothing
 * happens: this one and its peers, by the same program.
 */
@NullMarked
package io.clusterboot.benchmarks.membership;

import org.jspecify.annotations.NullMarked;
