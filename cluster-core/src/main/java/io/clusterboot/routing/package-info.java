/**
 * Routers: messages to one or all of the members with a role, which follow membership by
 * themselves.
 */
@NullMarked
package io.clusterboot.routing;

import org.jspecify.annotations.NullMarked;
