package io.clusterboot.sample.traffic;

import java.util.List;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.Messenger;
import io.clusterboot.sample.traffic.TrafficReport.Sent;
import io.clusterboot.spring.messaging.ClusterListener;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Tells any member that asks what this one sent so far.
 */
@Component
class TrafficReporter {

	/** The name of the handler. */
	static final String HANDLER = "traffic";

	private final Cluster cluster;

	/** There is none without a cluster, but then nobody asks. */
	private final ObjectProvider<Messenger> messenger;

	TrafficReporter(Cluster cluster, ObjectProvider<Messenger> messenger) {
		this.cluster = cluster;
		this.messenger = messenger;
	}

	@ClusterListener(HANDLER)
	TrafficReport report(String question) {
		NodeId self = this.cluster.self();
		List<Sent> sent = this.messenger.getObject()
			.traffic()
			.stream()
			.map((traffic) -> new Sent(traffic.peer().address().toString(), traffic.sent(), traffic.sentBytes()))
			.toList();
		return new TrafficReport(self.address().toString(), Long.toUnsignedString(self.incarnation()),
				System.nanoTime(), sent);
	}

}
