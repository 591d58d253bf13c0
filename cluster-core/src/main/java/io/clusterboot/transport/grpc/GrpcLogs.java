package io.clusterboot.transport.grpc;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps grpc from writing a stack trace for each connection that breaks the protocol and
 * each host name that is not known yet: any port scan would fill the log, and this
 * package and the node tell the same in one rate-limited line. Only what is logged on
 * this package's own threads is kept back; an application's own use of grpc, and every
 * level that it configured, is left alone.
 */
final class GrpcLogs {

	// Held here because java.util.logging itself forgets loggers that nobody holds.
	private static final List<Logger> LOGGERS = Stream
		.of("io.grpc.netty.NettyServerTransport.connections", "io.grpc.netty.NettyServerStream",
				"io.grpc.netty.NettyServerHandler", "io.grpc.internal.ManagedChannelImpl")
		.map(Logger::getLogger)
		.toList();

	private static boolean quiet;

	private GrpcLogs() {
	}

	/**
	 * Starts to keep lines back. Idempotent.
	 */
	static synchronized void quieten() {
		if (!quiet) {
			quiet = true;
			LOGGERS.forEach((logger) -> logger.setFilter(unlessOnOwnThread(logger.getFilter())));
		}
	}

	private static Filter unlessOnOwnThread(Filter before) {
		return (line) -> !EventLoops.isCurrent() && (before == null || before.isLoggable(line));
	}

}
