package io.clusterboot.runtime;

import java.util.function.Consumer;

import io.clusterboot.api.ClusterEvent;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.DowningDecision;
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

	/** Where an application finds the lines. */
	static final Logger MEMBERSHIP = LoggerFactory.getLogger("io.clusterboot.membership");

	private final Logger logger;

	private final RateLimitedLog notices;

	private boolean inside;

	private long entryView;

	/**
	 * Creates a log.
	 * @param logger where to write
	 */
	MembershipLog(Logger logger) {
		this.logger = logger;
		this.notices = new RateLimitedLog(logger);
	}

	@Override
	public void accept(ClusterEvent event) {
		if (event instanceof ClusterEvent.ClusterShuttingDown) {
			// The removal of all members that follows is no news.
			this.inside = false;
			return;
		}
		if (event instanceof ClusterEvent.DowningDecided decided) {
			// Also when it is this node that is down now.
			write(decided.decision());
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

	private void write(ClusterEvent event) {
		if (event instanceof MemberEvent change) {
			changed(change);
		}
		else if (event instanceof ReachabilityEvent.MemberUnreachable change) {
			this.logger.warn("{} is unreachable: {}, reported by {}", change.member().id(),
					change.unreachability().evidence(), change.unreachability().observedBy());
		}
		else if (event instanceof ReachabilityEvent.MemberReachable change) {
			this.logger.info("{} is reachable again", change.member().id());
		}
		else if (event instanceof ClusterEvent.LeaderChanged change) {
			this.logger.info("The leader is {}", leader(change.leader()));
		}
	}

	private void write(DowningDecision decision) {
		this.logger.warn("The strategy {} downs {} ({}); {} members on this side, unreachable are {}",
				decision.strategy().text(), decision.down(), decision.reason(), decision.reachable(),
				decision.unreachable());
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
			this.logger.info("Left: {}", end.message());
		}
		else if (rejoin < 0) {
			this.logger.warn("The membership ended ({}): {}", end.cause(), end.message());
		}
		else {
			this.logger.warn("The membership ended ({}): {}; joins again in {} ms", end.cause(), end.message(), rejoin);
		}
	}

	private void entered(ClusterState state) {
		this.logger.info("{} {} cluster {} ({}), {} members, the leader is {}", state.self(),
				(state.members().size() == 1) ? "formed" : "joined", state.name(), state.clusterId(),
				state.members().size(), state.leader());
	}

	private void changed(MemberEvent change) {
		MemberStatus before = change.previousStatus();
		MemberStatus after = (change instanceof MemberEvent.MemberRemoved) ? MemberStatus.REMOVED
				: change.member().status();
		if (before != null) {
			this.logger.info("{} is {}, was {}", change.member().id(), after, before);
		}
		else {
			this.logger.info("{} is {}", change.member().id(), after);
		}
	}

	private static @Nullable NodeId leader(@Nullable Member member) {
		return (member != null) ? member.id() : null;
	}

}
