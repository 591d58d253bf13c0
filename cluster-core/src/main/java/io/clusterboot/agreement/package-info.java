/**
 * Agreement, leader and leader actions: pure functions from state to state.
 */
@NullMarked
package io.clusterboot.agreement;

import org.jspecify.annotations.NullMarked;
