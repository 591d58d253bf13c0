package io.clusterboot.sample.page;

import java.util.Locale;

import io.clusterboot.api.Member;
import io.clusterboot.spring.event.ClusterEvent;
import io.clusterboot.spring.event.DowningDecidedEvent;
import io.clusterboot.spring.event.ForeignClusterDetectedEvent;
import io.clusterboot.spring.event.LeaderChangedEvent;
import io.clusterboot.spring.event.MemberEvent;
import io.clusterboot.spring.event.MemberReachableEvent;
import io.clusterboot.spring.event.MemberRemovedEvent;
import io.clusterboot.spring.event.MemberUnreachableEvent;
import io.clusterboot.spring.event.RoleLeaderChangedEvent;
import org.jspecify.annotations.Nullable;

/**
 * Says events in words.
 */
final class EventWords {

	private EventWords() {
	}

	/**
	 * The name of an event's class as a constant: {@code MemberUpEvent} is
	 * {@code MEMBER_UP}.
	 * @param event the event
	 * @return its type
	 */
	static String type(ClusterEvent event) {
		String name = event.getClass().getSimpleName().replaceFirst("Event$", "");
		return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
	}

	static String text(ClusterEvent event) {
		if (event instanceof MemberRemovedEvent removed) {
			return removed.getMember().address() + " is removed, was " + removed.getPreviousStatus();
		}
		if (event instanceof MemberEvent member) {
			return member.getMember().address() + " is " + member.getMember().status();
		}
		if (event instanceof MemberUnreachableEvent unreachable) {
			return unreachable.getMember().address() + " is unreachable: " + unreachable.getUnreachability().evidence();
		}
		if (event instanceof MemberReachableEvent reachable) {
			return reachable.getMember().address() + " is reachable again";
		}
		if (event instanceof LeaderChangedEvent changed) {
			return address(changed.getLeader()) + " leads";
		}
		if (event instanceof RoleLeaderChangedEvent changed) {
			return address(changed.getLeader()) + " leads the role " + changed.getRole();
		}
		if (event instanceof ForeignClusterDetectedEvent foreign) {
			return "another cluster of the same name is at " + foreign.getContact();
		}
		if (event instanceof DowningDecidedEvent decided) {
			return decided.getDecision().reason();
		}
		return "this node ends its cluster work";
	}

	private static String address(@Nullable Member leader) {
		return (leader != null) ? leader.address().toString() : "nobody";
	}

}
