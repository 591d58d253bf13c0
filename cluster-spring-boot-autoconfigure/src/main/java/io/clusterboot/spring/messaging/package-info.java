/**
 * Messages between members in Spring's idiom.
 */
@NullMarked
package io.clusterboot.spring.messaging;

import org.jspecify.annotations.NullMarked;
