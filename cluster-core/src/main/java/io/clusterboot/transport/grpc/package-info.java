/**
 * The transport over gRPC: protobuf frames on bidirectional streams, unary calls to join.
 */
@NullMarked
package io.clusterboot.transport.grpc;

import org.jspecify.annotations.NullMarked;
