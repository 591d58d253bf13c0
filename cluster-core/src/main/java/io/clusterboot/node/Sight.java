package io.clusterboot.node;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.detection.Verdict;
import io.clusterboot.downing.BadLink;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * What the resolver looks at, drawn anew only when tables or verdict changed: the
 * unreachable members that are not DOWN yet, with the strongest evidence for each, and
 * the bad links between reachable ones.
 */
final class Sight {

	private final Membership membership;

	private @Nullable Tables tables;

	private @Nullable Verdict verdict;

	private Map<NodeId, Evidence> unreachable = Map.of();

	private Set<BadLink> badLinks = Set.of();

	Sight(Membership membership) {
		this.membership = membership;
	}

	/** Looks; true if anything may be different. */
	boolean look() {
		Tables tables = this.membership.tables();
		Verdict verdict = this.membership.judge.verdict();
		if (tables == this.tables && verdict == this.verdict) {
			return false;
		}
		this.tables = tables;
		this.verdict = verdict;
		this.unreachable = unreachable(tables, verdict);
		this.badLinks = this.membership.settings.downing().downIndirectlyConnected() ? badLinks(tables) : Set.of();
		return true;
	}

	Map<NodeId, Evidence> unreachable() {
		return this.unreachable;
	}

	Set<BadLink> badLinks() {
		return this.badLinks;
	}

	private Map<NodeId, Evidence> unreachable(Tables tables, Verdict verdict) {
		Map<NodeId, Evidence> unreachable = new TreeMap<>();
		for (NodeId id : verdict.unreachable()) {
			if (isThere(id)) {
				unreachable.put(id, Evidence.UNREACHABLE);
			}
		}
		if (unreachable.isEmpty()) {
			return Map.of();
		}
		for (ObservationRow row : tables.rows()) {
			if (!this.membership.isUnreachable(row.observer())) {
				row.subjects()
					.forEach((subject, evidence) -> unreachable.computeIfPresent(subject,
							(id, found) -> (evidence.compareTo(found) > 0) ? evidence : found));
			}
		}
		return unreachable;
	}

	/**
	 * Whether more than half of those on this node's side who observe the unreachable
	 * members accuse them, too.
	 */
	boolean isShared() {
		for (NodeId subject : this.unreachable.keySet()) {
			MemberRecord record = this.membership.get(subject);
			if (record != null) {
				int observers = 0;
				int accusers = 0;
				for (NodeId observer : this.membership.overlay().observersOf(record)) {
					if (isReachable(observer)) {
						observers++;
						accusers += this.membership.tables().row(observer).accuses(subject) ? 1 : 0;
					}
				}
				if (observers > 0 && 2 * accusers <= observers) {
					return false;
				}
			}
		}
		return true;
	}

	/**
	 * Reachable members that take another reachable one for dead, or are taken for dead
	 * by this node alone: another side may count on them just as this one does.
	 */
	Set<NodeId> doubtful() {
		Set<NodeId> doubtful = new TreeSet<>();
		for (ObservationRow row : this.membership.tables().rows()) {
			if (isReachable(row.observer())) {
				row.subjects().forEach((subject, evidence) -> {
					if (evidence != Evidence.LINK && isReachable(subject)) {
						doubtful.add(row.observer().equals(this.membership.self) ? subject : row.observer());
					}
				});
			}
		}
		return doubtful;
	}

	/** An accusation without a verdict is a bad link as well. */
	private Set<BadLink> badLinks(Tables tables) {
		Set<BadLink> links = new TreeSet<>();
		for (ObservationRow row : tables.rows()) {
			if (isReachable(row.observer())) {
				row.subjects().keySet().stream().filter(this::isReachable).forEach((subject) -> {
					if (!subject.equals(row.observer())) {
						links.add(BadLink.between(row.observer(), subject));
					}
				});
			}
		}
		return links;
	}

	private boolean isReachable(NodeId id) {
		return isThere(id) && !this.membership.isUnreachable(id);
	}

	private boolean isThere(NodeId id) {
		MemberRecord record = this.membership.get(id);
		return record != null && record.status() != MemberStatus.DOWN;
	}

}
