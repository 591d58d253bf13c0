package io.clusterboot.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Arbitrary records of a small world, so that they meet often: few addresses, few lives
 * at each, few versions. What a single writer decides (roles of a life, content of a
 * version) is the same wherever it appears. A row always travels with a record of its
 * member, as no link carries it earlier.
 */
class Deltas extends DomainContextBase {

	private static final int ADDRESSES = 4;

	private static final int LIVES = 3;

	private static final List<MemberStatus> LIVE = List.of(MemberStatus.JOINING, MemberStatus.WEAKLY_UP,
			MemberStatus.UP, MemberStatus.LEAVING, MemberStatus.EXITING, MemberStatus.DOWN);

	@Provide
	Arbitrary<NodeId> ids() {
		return Combinators.combine(Arbitraries.integers().between(1, ADDRESSES), Arbitraries.longs().between(1, LIVES))
			.as(Some::node)
			.withoutEdgeCases();
	}

	@Provide
	Arbitrary<MemberRecord> members() {
		return Combinators.combine(ids(), Arbitraries.of(LIVE), Arbitraries.integers().between(0, 3))
			.as(Some::record)
			.withoutEdgeCases();
	}

	@Provide
	Arbitrary<ObservationRow> rows() {
		return Combinators.combine(ids(), Arbitraries.longs().between(1, 3)).as(Deltas::row);
	}

	@Provide
	Arbitrary<NodeData> data() {
		return Combinators.combine(ids(), Arbitraries.longs().between(1, 3)).as(Some::data);
	}

	@Provide
	Arbitrary<Delta> deltas() {
		return Combinators
			.combine(members().list().ofMaxSize(4), ids().set().ofMaxSize(2), Arbitraries.longs().between(0, 5),
					rows().list().ofMaxSize(3), data().list().ofMaxSize(3))
			.as(Deltas::delta)
			.withoutEdgeCases();
	}

	private static ObservationRow row(NodeId observer, long version) {
		TreeMap<NodeId, Evidence> subjects = new TreeMap<>();
		subjects.put(Some.node(1 + (int) (observer.hashCode() + version & 3)), Evidence.UNREACHABLE);
		return new ObservationRow(observer, version, subjects);
	}

	private static Delta delta(List<MemberRecord> members, Set<NodeId> tombstones, long removals,
			List<ObservationRow> rows, List<NodeData> data) {
		List<MemberRecord> all = new ArrayList<>(members);
		TreeSet<NodeId> owners = new TreeSet<>();
		rows.forEach((row) -> owners.add(row.observer()));
		data.forEach((row) -> owners.add(row.id()));
		owners.forEach((id) -> all.add(Some.record(id, MemberStatus.JOINING, 0)));
		return new Delta(all, List.copyOf(tombstones), removals, rows, data);
	}

}
