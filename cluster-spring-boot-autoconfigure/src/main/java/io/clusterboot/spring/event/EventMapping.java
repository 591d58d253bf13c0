package io.clusterboot.spring.event;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterEvent.ClusterShuttingDown;
import io.clusterboot.api.ClusterEvent.DowningDecided;
import io.clusterboot.api.ClusterEvent.ForeignClusterDetected;
import io.clusterboot.api.ClusterEvent.LeaderChanged;
import io.clusterboot.api.ClusterEvent.LoadChanged;
import io.clusterboot.api.ClusterEvent.MetadataChanged;
import io.clusterboot.api.ClusterEvent.RoleLeaderChanged;
import io.clusterboot.api.MemberEvent.MemberDowned;
import io.clusterboot.api.MemberEvent.MemberExited;
import io.clusterboot.api.MemberEvent.MemberJoined;
import io.clusterboot.api.MemberEvent.MemberLeft;
import io.clusterboot.api.MemberEvent.MemberRemoved;
import io.clusterboot.api.MemberEvent.MemberUp;
import io.clusterboot.api.MemberEvent.MemberWeaklyUp;
import io.clusterboot.api.ReachabilityEvent.MemberReachable;
import io.clusterboot.api.ReachabilityEvent.MemberUnreachable;

/**
 * Which event of the engine becomes which application event.
 */
final class EventMapping {

	private EventMapping() {
	}

	static ClusterEvent map(Cluster cluster, io.clusterboot.api.ClusterEvent event) {
		if (event instanceof io.clusterboot.api.MemberEvent memberEvent) {
			return map(cluster, memberEvent);
		}
		if (event instanceof MemberUnreachable unreachable) {
			return new MemberUnreachableEvent(cluster, unreachable);
		}
		if (event instanceof MemberReachable reachable) {
			return new MemberReachableEvent(cluster, reachable);
		}
		if (event instanceof LeaderChanged leaderChanged) {
			return new LeaderChangedEvent(cluster, leaderChanged);
		}
		if (event instanceof RoleLeaderChanged roleLeaderChanged) {
			return new RoleLeaderChangedEvent(cluster, roleLeaderChanged);
		}
		if (event instanceof ClusterShuttingDown shuttingDown) {
			return new ClusterShuttingDownEvent(cluster, shuttingDown);
		}
		if (event instanceof DowningDecided decided) {
			return new DowningDecidedEvent(cluster, decided);
		}
		if (event instanceof MetadataChanged metadataChanged) {
			return new MetadataChangedEvent(cluster, metadataChanged);
		}
		if (event instanceof LoadChanged loadChanged) {
			return new LoadChangedEvent(cluster, loadChanged);
		}
		return new ForeignClusterDetectedEvent(cluster, (ForeignClusterDetected) event);
	}

	private static MemberEvent map(Cluster cluster, io.clusterboot.api.MemberEvent event) {
		if (event instanceof MemberJoined memberJoined) {
			return new MemberJoinedEvent(cluster, memberJoined);
		}
		if (event instanceof MemberWeaklyUp memberWeaklyUp) {
			return new MemberWeaklyUpEvent(cluster, memberWeaklyUp);
		}
		if (event instanceof MemberUp memberUp) {
			return new MemberUpEvent(cluster, memberUp);
		}
		if (event instanceof MemberLeft memberLeft) {
			return new MemberLeftEvent(cluster, memberLeft);
		}
		if (event instanceof MemberExited memberExited) {
			return new MemberExitedEvent(cluster, memberExited);
		}
		if (event instanceof MemberDowned memberDowned) {
			return new MemberDownedEvent(cluster, memberDowned);
		}
		return new MemberRemovedEvent(cluster, (MemberRemoved) event);
	}

}
