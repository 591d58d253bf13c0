package io.clusterboot.spring.autoconfigure.diagnostics;

import io.clusterboot.spring.autoconfigure.InsecureClusterException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes an {@link InsecureClusterException}: names the three ways out.
 */
class InsecureClusterFailureAnalyzer extends AbstractFailureAnalyzer<InsecureClusterException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InsecureClusterException cause) {
		String description = """
				The cluster would listen on '%s' (%s), which other machines can reach, without TLS. \
				Whoever reaches the port could join the cluster and take members down.""".formatted(cause.getHost(),
				cause.getProperty());
		String action = """
				Choose one of these:

				    - Mutual TLS: configure an SSL bundle and name it in cluster.ssl.bundle.
				    - A network that you trust: set cluster.security.insecure=true.
				    - This machine only: set %s to 127.0.0.1, or leave it out.""".formatted(cause.getProperty());
		return new FailureAnalysis(description, action, cause);
	}

}
