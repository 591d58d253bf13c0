/**
 * Where gRPC clients of the application find the members with a role.
 */
@NullMarked
package io.clusterboot.resolver;

import org.jspecify.annotations.NullMarked;
