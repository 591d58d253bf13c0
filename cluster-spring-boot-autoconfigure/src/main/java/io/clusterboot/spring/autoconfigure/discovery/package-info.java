/**
 * The members of the cluster as instances of Spring Cloud's services.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure.discovery;

import org.jspecify.annotations.NullMarked;
