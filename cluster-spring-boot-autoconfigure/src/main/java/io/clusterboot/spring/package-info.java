/**
 * Auto-configuration that turns a Spring Boot application into a cluster member.
 */
@NullMarked
package io.clusterboot.spring;

import org.jspecify.annotations.NullMarked;
