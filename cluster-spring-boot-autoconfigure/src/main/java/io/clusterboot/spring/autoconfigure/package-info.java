/**
 * Auto-configuration of a cluster member: properties, beans and life cycle.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
