package io.clusterboot.sample.page;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.api.Unreachability;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows, in the words of {@code /actuator/cluster}. Every picture is
 * whole, so a browser that missed some needs only the next one.
 *
 * @param journal tells one life of this application from the next, as the numbers of
 * events start again
 * @param name the cluster's name
 * @param clusterId the cluster's id; null outside a cluster
 * @param view number of the state
 * @param agreed whether all members that count have seen the state
 * @param blockedBy why not, in words
 * @param self this node
 * @param leader the leader's address
 * @param oldest the oldest member's address
 * @param roleLeaders the leader's address by role
 * @param members the live members
 * @param unreachable who cannot be reached
 * @param suspected who is reported without a verdict
 * @param events the last events, the newest last
 */
record Picture(String journal, String name, @Nullable String clusterId, long view, boolean agreed,
		List<String> blockedBy, Self self, @Nullable String leader, @Nullable String oldest,
		Map<String, String> roleLeaders, List<Row> members, List<Doubt> unreachable, List<Doubt> suspected,
		List<JournalEntry> events) {

	static Picture of(ClusterState state, String journal, List<JournalEntry> events) {
		Map<String, String> roleLeaders = new TreeMap<>();
		state.roleLeaders().forEach((role, leader) -> roleLeaders.put(role, leader.address().toString()));
		return new Picture(journal, state.name(), Objects.toString(state.clusterId(), null), state.view(),
				state.agreed(), state.blockedBy(), Self.of(state.self()), address(state.leader()),
				address(state.oldest()), roleLeaders, state.members().stream().map(Row::of).toList(),
				state.unreachable().stream().map(Doubt::of).toList(),
				state.suspected().stream().map(Doubt::of).toList(), events);
	}

	private static @Nullable String address(@Nullable NodeId id) {
		return (id != null) ? id.address().toString() : null;
	}

	// Numbers beyond 2^53 would lose digits in a browser.
	private static String life(NodeId id) {
		return Long.toString(id.incarnation());
	}

	/**
	 * This node.
	 *
	 * @param address where it is reached
	 * @param incarnation which life this is
	 */
	record Self(String address, String incarnation) {

		static Self of(NodeId id) {
			return new Self(id.address().toString(), life(id));
		}

	}

	/**
	 * A member.
	 *
	 * @param address where it is reached
	 * @param incarnation which life this is
	 * @param status life cycle status
	 * @param reachable whether it can be reached
	 * @param roles its roles
	 * @param upNumber its age, 0 before it is up
	 * @param appVersion its application's version, may be empty
	 * @param metadata what it says about itself
	 */
	record Row(String address, String incarnation, MemberStatus status, boolean reachable, SortedSet<String> roles,
			int upNumber, String appVersion, Map<String, String> metadata) {

		static Row of(Member member) {
			return new Row(member.address().toString(), life(member.id()), member.status(), member.reachable(),
					member.roles(), member.upNumber(), member.appVersion(), new TreeMap<>(member.metadata()));
		}

	}

	/**
	 * A member that others cannot reach.
	 *
	 * @param member its address
	 * @param observedBy the addresses of those that report it
	 * @param evidence the strongest evidence among the reports
	 */
	record Doubt(String member, List<String> observedBy, Evidence evidence) {

		static Doubt of(Unreachability unreachability) {
			return new Doubt(unreachability.member().address().toString(),
					unreachability.observedBy().stream().map((id) -> id.address().toString()).toList(),
					unreachability.evidence());
		}

	}

}
