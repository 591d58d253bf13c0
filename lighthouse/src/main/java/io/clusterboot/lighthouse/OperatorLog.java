package io.clusterboot.lighthouse;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.ClusterState;
import io.clusterboot.spring.event.ClusterShuttingDownEvent;
import io.clusterboot.spring.event.ForeignClusterDetectedEvent;
import io.clusterboot.spring.event.LeaderChangedEvent;
import io.clusterboot.spring.event.MemberDownedEvent;
import io.clusterboot.spring.event.MemberEvent;
import io.clusterboot.spring.event.MemberReachableEvent;
import io.clusterboot.spring.event.MemberUnreachableEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * One line for each thing that an operator may want to read later: warnings for what may
 * need a hand, the rest as information.
 */
@Component
class OperatorLog {

	private static final Logger logger = LoggerFactory.getLogger(OperatorLog.class);

	@EventListener
	void onReady(ApplicationReadyEvent event) {
		Cluster cluster = event.getApplicationContext().getBean(Cluster.class);
		ClusterSettings settings = event.getApplicationContext().getBean(ClusterSettings.class);
		Environment environment = event.getApplicationContext().getEnvironment();
		logger.info("Lighthouse {} of cluster '{}' listens on {}; seeds {}; web server {}", cluster.self().address(),
				settings.name(), settings.bindHost(), settings.join().seedNodes(),
				environment.getProperty("local.server.port", "off"));
	}

	@EventListener
	void onMember(MemberEvent event) {
		int size = event.getState().members().size();
		if (event instanceof MemberDownedEvent) {
			logger.warn("{} is DOWN, was {}; {} members", event.getMember().address(), event.getPreviousStatus(), size);
		}
		else {
			logger.info("{} is {}, roles {}; {} members", event.getMember().address(), event.getStatus(),
					event.getMember().roles(), size);
		}
	}

	@EventListener
	void onUnreachable(MemberUnreachableEvent event) {
		logger.warn("{} is unreachable: {}, say {} of its observers", event.getMember().address(),
				event.getUnreachability().evidence(), event.getUnreachability().observedBy().size());
	}

	@EventListener
	void onReachable(MemberReachableEvent event) {
		logger.info("{} is reachable again", event.getMember().address());
	}

	@EventListener
	void onLeader(LeaderChangedEvent event) {
		logger.info("Leader is {}", (event.getLeader() != null) ? event.getLeader().address() : "nobody");
	}

	@EventListener
	void onForeignCluster(ForeignClusterDetectedEvent event) {
		logger.warn("Another cluster named '{}' is at {}, with id {}; this one is {}", event.getState().name(),
				event.getContact(), event.getForeignId(), event.getState().clusterId());
	}

	@EventListener
	void onShutdown(ClusterShuttingDownEvent event) {
		logger.info("{} has left the cluster", event.getState().self().address());
	}

	/**
	 * Says why the cluster does not agree.
	 * @param state a state that is not agreed for long
	 */
	void disagreement(ClusterState state) {
		logger.warn("No agreement: {}",
				state.blockedBy().isEmpty() ? "gossip is under way" : String.join("; ", state.blockedBy()));
	}

	void agreement(ClusterState state) {
		logger.info("Agreement again, {} members", state.members().size());
	}

}
