package io.clusterboot.sample;

import io.clusterboot.api.NodeAddress;
import io.clusterboot.spring.event.ClusterEvent;
import io.clusterboot.spring.event.ForeignClusterDetectedEvent;
import io.clusterboot.spring.event.LeaderChangedEvent;
import io.clusterboot.spring.event.MemberEvent;
import io.clusterboot.spring.event.MemberReachableEvent;
import io.clusterboot.spring.event.MemberUnreachableEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes a line for each event: who sees what.
 */
@Component
class MembershipLog {

	private static final Logger logger = LoggerFactory.getLogger(MembershipLog.class);

	@EventListener
	void onMember(MemberEvent event) {
		logger.info("{} sees {} {}", self(event), event.getMember().address(), event.getStatus());
	}

	@EventListener
	void onUnreachable(MemberUnreachableEvent event) {
		logger.warn("{} sees {} unreachable, {}", self(event), event.getMember().address(),
				event.getUnreachability().evidence());
	}

	@EventListener
	void onReachable(MemberReachableEvent event) {
		logger.info("{} sees {} reachable again", self(event), event.getMember().address());
	}

	@EventListener
	void onLeader(LeaderChangedEvent event) {
		logger.info("{} sees the leader {}", self(event),
				(event.getLeader() != null) ? event.getLeader().address() : "gone");
	}

	@EventListener
	void onForeignCluster(ForeignClusterDetectedEvent event) {
		logger.warn("{} met the foreign cluster {} at {}", self(event), event.getForeignId(), event.getContact());
	}

	private static NodeAddress self(ClusterEvent event) {
		return event.getState().self().address();
	}

}
