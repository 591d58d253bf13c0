package io.clusterboot.spring.autoconfigure.diagnostics;

import java.net.BindException;

import io.clusterboot.transport.TransportException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes a {@link TransportException}: the port is in use, or the host is not one of
 * this machine.
 */
class TransportFailureAnalyzer extends AbstractFailureAnalyzer<TransportException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, TransportException cause) {
		BindException bindException = findCause(cause, BindException.class);
		if (bindException == null) {
			return null;
		}
		if (String.valueOf(bindException.getMessage()).contains("in use")) {
			return new FailureAnalysis(
					"The cluster could not start. Port %d on '%s' is already in use.".formatted(cause.port(),
							cause.bindHost()),
					("Identify and stop the process that's listening on port %d, or set cluster.port to another port "
							+ "(0 picks a free one).")
						.formatted(cause.port()),
					cause);
		}
		return new FailureAnalysis(
				"The cluster could not start. It cannot listen on '%s', port %d: %s.".formatted(cause.bindHost(),
						cause.port(), bindException.getMessage()),
				"Set cluster.bind-host to an address of this machine, or to 0.0.0.0 to listen on all of them. "
						+ "Without it, the value of cluster.host is used.",
				cause);
	}

}
