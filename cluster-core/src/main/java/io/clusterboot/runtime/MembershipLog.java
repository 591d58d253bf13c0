package io.clusterboot.runtime;

import java.util.function.Consumer;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberEvent;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.ReachabilityEvent;
import io.clusterboot.node.Output;
import io.clusterboot.transport.RateLimitedLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line for each change of membership that matters.
 */
final class MembershipLog implements Consumer<ClusterEvent> {

	private static final Logger logger = LoggerFactory.getLogger("io.clusterboot.membership");

	private final RateLimitedLog notices = new RateLimitedLog(logger);

	private boolean inside;

	private long entryView;

	@Override
	public void accept(ClusterEvent event) {
		if (event instanceof ClusterEvent.ClusterShuttingDown) {
			// The removal of all members that follows is no news.
			this.inside = false;
			return;
		}
		if (!this.inside && event.state().clusterId() != null) {
			this.inside = true;
			this.entryView = event.state().view();
			entered(event.state());
		}
		// Of those who were there before, one line with their number is enough.
		if (this.inside && event.state().view() != this.entryView) {
			write(event);
		}
	}

	private static void write(ClusterEvent event) {
		if (event instanceof MemberEvent change) {
			changed(change);
		}
		else if (event instanceof ReachabilityEvent.MemberUnreachable change) {
			logger.warn("{} is unreachable: {}, reported by {}", change.member().id(),
					change.unreachability().evidence(), change.unreachability().observedBy());
		}
		else if (event instanceof ReachabilityEvent.MemberReachable change) {
			logger.info("{} is reachable again", change.member().id());
		}
		else if (event instanceof ClusterEvent.LeaderChanged change) {
			logger.info("The leader is {}", leader(change.leader()));
		}
	}

	/**
	 * Writes what a node has to say, not too often.
	 * @param notice what it says
	 */
	void write(Output.Notice notice) {
		this.notices.log(Level.valueOf(notice.severity().name()), notice.topic(), notice.message());
	}

	/**
	 * Writes that a node's life ended.
	 * @param end why
	 * @param rejoin when it joins again, in ms; negative for never
	 */
	void ended(Output.Terminated end, long rejoin) {
		if (end.cause() == Output.Cause.LEFT) {
			logger.info("Left: {}", end.message());
		}
		else if (rejoin < 0) {
			logger.warn("The membership ended ({}): {}", end.cause(), end.message());
		}
		else {
			logger.warn("The membership ended ({}): {}; joins again in {} ms", end.cause(), end.message(), rejoin);
		}
	}

	private static void entered(ClusterState state) {
		logger.info("{} {} cluster {} ({}), {} members, the leader is {}", state.self(),
				(state.members().size() == 1) ? "formed" : "joined", state.name(), state.clusterId(),
				state.members().size(), state.leader());
	}

	private static void changed(MemberEvent change) {
		MemberStatus before = change.previousStatus();
		MemberStatus after = (change instanceof MemberEvent.MemberRemoved) ? MemberStatus.REMOVED
				: change.member().status();
		if (before != null) {
			logger.info("{} is {}, was {}", change.member().id(), after, before);
		}
		else {
			logger.info("{} is {}", change.member().id(), after);
		}
	}

	private static @Nullable NodeId leader(@Nullable Member member) {
		return (member != null) ? member.id() : null;
	}

}
