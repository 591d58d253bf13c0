/**
 * gRPC clients of the application that call members by role.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure.grpc;

import org.jspecify.annotations.NullMarked;
