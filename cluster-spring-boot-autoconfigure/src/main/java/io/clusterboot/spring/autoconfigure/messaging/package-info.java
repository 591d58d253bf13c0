/**
 * Auto-configuration of messages between members.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure.messaging;

import org.jspecify.annotations.NullMarked;
