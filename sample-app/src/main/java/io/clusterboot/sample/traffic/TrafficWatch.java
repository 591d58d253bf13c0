package io.clusterboot.sample.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.Member;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.spring.messaging.ClusterTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Asks the members what they sent. A member that does not answer in time is left out.
 */
@Component
public class TrafficWatch {

	/** More are not asked, so that a look at a large cluster is no burden to it. */
	static final int MOST_MEMBERS = 32;

	private static final Logger logger = LoggerFactory.getLogger(TrafficWatch.class);

	private static final Duration PATIENCE = Duration.ofMillis(800);

	private final Cluster cluster;

	/** There is none without a cluster. */
	private final ObjectProvider<ClusterTemplate> template;

	private final Rates rates = new Rates();

	TrafficWatch(Cluster cluster, ObjectProvider<ClusterTemplate> template) {
		this.cluster = cluster;
		this.template = template;
	}

	/**
	 * Looks at the first 32 reachable members. Never blocks.
	 * @return within a second, what goes between members since the last look, sorted by
	 * sender and receiver; empty without messaging
	 */
	public CompletableFuture<List<Flow>> look() {
		ClusterTemplate present = this.template.getIfAvailable();
		if (present == null) {
			return CompletableFuture.completedFuture(List.of());
		}
		List<CompletableFuture<Optional<TrafficReport>>> answers = this.cluster.state()
			.members()
			.stream()
			.filter(Member::reachable)
			.limit(MOST_MEMBERS)
			.map((member) -> ask(present, member.address()))
			.toList();
		return CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
			.thenApply((all) -> this.rates
				.next(answers.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList()));
	}

	private static CompletableFuture<Optional<TrafficReport>> ask(ClusterTemplate template, NodeAddress member) {
		return template.ask(member, TrafficReporter.HANDLER, "", TrafficReport.class)
			.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
			.handle((report, failure) -> {
				if (failure != null) {
					logger.debug("{} does not say what it sent", member, failure);
				}
				return Optional.ofNullable(report);
			});
	}

}
