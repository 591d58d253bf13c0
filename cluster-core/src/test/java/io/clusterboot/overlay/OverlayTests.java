package io.clusterboot.overlay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.Some;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who observes whom.
 */
class OverlayTests {

	private static final int K = 10;

	private static final Predicate<NodeId> NOBODY = (id) -> false;

	private static final Predicate<NodeId> EVERYBODY = (id) -> true;

	@Test
	void aMemberAloneObservesNobody() {
		MemberTable table = Some.up(1);
		Overlay overlay = Overlay.of(table, K);
		assertThat(overlay.subjectsOf(table.live().get(0), NOBODY)).isEmpty();
		assertThat(overlay.observersOf(table.live().get(0), EVERYBODY)).isEmpty();
	}

	@Test
	void everybodyObservesEverybodyUpToOneMoreThanTheRings() {
		for (int size = 2; size <= K + 1; size++) {
			MemberTable table = Some.up(size);
			Overlay overlay = Overlay.of(table, K);
			assertThat(overlay.isFullMesh()).isTrue();
			for (MemberRecord member : table.live()) {
				Set<NodeId> others = ids(table);
				others.remove(member.id());
				assertThat(overlay.subjectsOf(member, NOBODY)).isEqualTo(others);
				assertThat(overlay.observersOf(member, EVERYBODY)).isEqualTo(others);
			}
		}
	}

	@Test
	void oneMemberMoreEndsTheFullMesh() {
		assertThat(Overlay.of(Some.up(K + 2), K).isFullMesh()).isFalse();
	}

	@Test
	void downMembersHaveNoPlace() {
		MemberTable table = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.DOWN),
				Some.member(3, MemberStatus.EXITING), Some.member(4, MemberStatus.JOINING));
		Overlay overlay = Overlay.of(table, K);
		assertThat(overlay.subjectsOf(table.live().get(0), NOBODY)).containsExactly(Some.node(3), Some.node(4));
		assertThat(overlay.observersOf(table.live().get(0), EVERYBODY)).containsExactly(Some.node(3), Some.node(4));
	}

	@Test
	void aMemberThatIsDownStillHasObserversInTheOthersEyes() {
		MemberTable table = Some.table(Some.member(1, MemberStatus.UP), Some.member(2, MemberStatus.DOWN));
		assertThat(Overlay.of(table, K).observersOf(table.live().get(1), EVERYBODY)).containsExactly(Some.node(1));
	}

	@Test
	void allNodesDrawTheSameRingsWhateverTheirHistory() {
		MemberTable grown = Some.up(40);
		MemberTable shrunk = Some.up(41).merge(List.of(), Some.nodes(41), 1).table();
		for (MemberRecord member : grown.live()) {
			MemberRecord other = shrunk.get(member.id()).withStatus(MemberStatus.LEAVING);
			assertThat(Overlay.of(grown, K).subjectsOf(member, NOBODY))
				.isEqualTo(Overlay.of(shrunk, K).subjectsOf(other, NOBODY));
		}
	}

	@Property(tries = 60)
	void aNodeObservesItsNeighboursInEachRing(@ForAll @IntRange(min = 2, max = 60) int size,
			@ForAll @IntRange(min = 3, max = 12) int count, @ForAll long seed) {
		MemberTable table = members(size, seed);
		Overlay overlay = Overlay.of(table, count);
		for (MemberRecord member : table.live()) {
			Set<NodeId> subjects = overlay.subjectsOf(member, NOBODY);
			assertThat(subjects).hasSizeBetween(Math.min(2, size - 1), Math.min(count, size - 1))
				.doesNotContain(member.id());
			assertThat(ids(table)).containsAll(subjects);
		}
	}

	@Test
	void mostMembersOfALargeClusterHaveAllTheirObservers() {
		MemberTable table = members(1000, 1);
		Overlay overlay = Overlay.of(table, K);
		double mean = table.live()
			.stream()
			.mapToInt((member) -> overlay.observersOf(member, EVERYBODY).size())
			.average()
			.orElseThrow();
		assertThat(mean).isBetween(9.9, 10.0);
	}

	@Property(tries = 60)
	void whoIsObservedObservesInReturn(@ForAll @IntRange(min = 2, max = 60) int size,
			@ForAll @IntRange(min = 2, max = 6) int rings, @ForAll long seed,
			@ForAll @IntRange(min = 0, max = 50) int percent) {
		MemberTable table = members(size, seed);
		Set<NodeId> skipped = some(table, new Random(seed), percent);
		Map<NodeId, Set<NodeId>> edges = edges(table, 2 * rings, skipped::contains);
		edges.keySet().removeAll(skipped);
		edges.forEach((observer, subjects) -> {
			for (NodeId subject : subjects) {
				assertThat(edges.getOrDefault(subject, Set.of(observer))).contains(observer);
			}
		});
	}

	@Property(tries = 30)
	void anOddNumberOfObserversIsPossible(@ForAll @IntRange(min = 20, max = 60) int size, @ForAll long seed) {
		MemberTable table = members(size, seed);
		Overlay overlay = Overlay.of(table, 3);
		int observers = 0;
		for (MemberRecord member : table.live()) {
			assertThat(overlay.subjectsOf(member, NOBODY)).hasSizeBetween(2, 3);
			observers += overlay.observersOf(member, EVERYBODY).size();
		}
		assertThat(observers).isGreaterThan(2 * size);
	}

	@Property(tries = 60)
	void unreachableMembersAreObservedBesideTheNextReachableOnes(@ForAll @IntRange(min = 2, max = 40) int size,
			@ForAll long seed, @ForAll @IntRange(min = 0, max = 100) int percent) {
		MemberTable table = members(size, seed);
		Overlay overlay = Overlay.of(table, K);
		Set<NodeId> skipped = some(table, new Random(seed), percent);
		for (MemberRecord member : table.live()) {
			Set<NodeId> eligible = ids(table);
			eligible.removeAll(skipped);
			eligible.remove(member.id());
			Set<NodeId> subjects = overlay.subjectsOf(member, skipped::contains);
			assertThat(subjects).doesNotContain(member.id()).hasSizeLessThanOrEqualTo(3 * K);
			subjects.removeAll(skipped);
			assertThat(subjects).hasSizeBetween(Math.min(2, eligible.size()),
					Math.min(overlay.isFullMesh() ? size : K, eligible.size()));
			Set<NodeId> observers = overlay.observersOf(member, (id) -> !skipped.contains(id));
			assertThat(eligible).containsAll(observers);
			assertThat(observers.isEmpty()).isEqualTo(eligible.isEmpty());
			assertThat(observers.size()).isLessThanOrEqualTo(overlay.isFullMesh() ? size : K);
		}
	}

	@Property(tries = 60)
	void whoSurelyObservesAMemberDoesObserveIt(@ForAll @IntRange(min = 2, max = 50) int size,
			@ForAll @IntRange(min = 3, max = 12) int rings, @ForAll long seed,
			@ForAll @IntRange(min = 0, max = 50) int percent) {
		MemberTable table = members(size, seed);
		Overlay overlay = Overlay.of(table, rings);
		// all see the same unreachable members; what is asked for is who observes the
		// others
		Set<NodeId> skipped = some(table, new Random(seed), percent);
		for (MemberRecord subject : table.live()) {
			if (!skipped.contains(subject.id())) {
				for (NodeId observer : overlay.observersOf(subject, (id) -> !skipped.contains(id))) {
					assertThat(overlay.subjectsOf(table.get(observer), skipped::contains)).contains(subject.id());
				}
			}
		}
	}

	@Property(tries = 60)
	void aNodeObservesItsNeighboursHoweverManyMembersAreUnreachable(@ForAll @IntRange(min = 2, max = 120) int size,
			@ForAll @IntRange(min = 3, max = 12) int count, @ForAll long seed,
			@ForAll @IntRange(min = 0, max = 100) int percent) {
		MemberTable table = members(size, seed);
		Overlay overlay = Overlay.of(table, count);
		Set<NodeId> skipped = some(table, new Random(seed), percent);
		for (MemberRecord member : table.live()) {
			Set<NodeId> neighbours = overlay.neighboursOf(member);
			assertThat(neighbours).isEqualTo(overlay.subjectsOf(member, NOBODY));
			assertThat(overlay.subjectsOf(member, skipped::contains)).containsAll(neighbours);
			for (NodeId observer : overlay.observersOf(member)) {
				assertThat(overlay.neighboursOf(table.get(observer))).contains(member.id());
			}
		}
	}

	@Property(tries = 40)
	void everybodyIsSurelyObserved(@ForAll @IntRange(min = 2, max = 60) int size, @ForAll long seed) {
		MemberTable table = members(size, seed);
		Overlay overlay = Overlay.of(table, K);
		for (MemberRecord member : table.live()) {
			assertThat(overlay.observersOf(member, EVERYBODY)).isNotEmpty();
		}
	}

	@Property(tries = 30)
	void theUnionOfAllRingsIsConnected(@ForAll @IntRange(min = 2, max = 120) int size,
			@ForAll @IntRange(min = 3, max = 10) int rings, @ForAll long seed) {
		MemberTable table = members(size, seed);
		assertThat(reached(edges(table, rings, NOBODY))).hasSize(size);
	}

	@Property(tries = 30)
	void theRestIsConnectedWithoutAThird(@ForAll @IntRange(min = 6, max = 90) int size, @ForAll long seed) {
		MemberTable table = members(size, seed);
		Set<NodeId> gone = some(table, new Random(seed), 33);
		Map<NodeId, Set<NodeId>> edges = edges(table, K, gone::contains);
		edges.keySet().removeAll(gone);
		edges.values().forEach((subjects) -> subjects.removeAll(gone));
		assertThat(edges.isEmpty() || reached(edges).size() == edges.size()).isTrue();
	}

	@Property(tries = 20)
	void oneMemberMoreChangesFewEdges(@ForAll @IntRange(min = 13, max = 80) int size, @ForAll long seed) {
		MemberTable with = members(size, seed);
		NodeId newcomer = with.live().get(new Random(seed).nextInt(size)).id();
		MemberTable without = with.merge(List.of(), List.of(newcomer), 1).table();
		Map<NodeId, Set<NodeId>> before = edges(without, K, NOBODY);
		Map<NodeId, Set<NodeId>> after = edges(with, K, NOBODY);
		int moved = 0;
		for (Map.Entry<NodeId, Set<NodeId>> entry : before.entrySet()) {
			Set<NodeId> lost = new TreeSet<>(entry.getValue());
			lost.removeAll(after.get(entry.getKey()));
			moved += lost.size();
			if (!after.get(entry.getKey()).contains(newcomer)) {
				assertThat(lost).isEmpty();
			}
		}
		// both ways, where the newcomer comes between two
		assertThat(moved).isLessThanOrEqualTo(K);
	}

	private static MemberTable members(int size, long seed) {
		Random random = new Random(seed);
		List<MemberRecord> members = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			NodeAddress address = new NodeAddress("10.0." + random.nextInt(256) + "." + random.nextInt(256), 1 + i);
			members.add(Some.record(new NodeId(address, 1 + random.nextInt(1_000_000)), MemberStatus.UP, 1 + i));
		}
		return Some.table(members.toArray(MemberRecord[]::new));
	}

	private static Set<NodeId> some(MemberTable table, Random random, int percent) {
		Set<NodeId> chosen = new TreeSet<>();
		table.live()
			.stream()
			.filter((member) -> random.nextInt(100) < percent)
			.forEach((member) -> chosen.add(member.id()));
		return chosen;
	}

	private static Set<NodeId> ids(MemberTable table) {
		return table.live().stream().map(MemberRecord::id).collect(Collectors.toCollection(TreeSet::new));
	}

	private static Map<NodeId, Set<NodeId>> edges(MemberTable table, int rings, Predicate<NodeId> skipped) {
		Overlay overlay = Overlay.of(table, rings);
		Map<NodeId, Set<NodeId>> edges = new TreeMap<>();
		table.live().forEach((member) -> edges.put(member.id(), overlay.subjectsOf(member, skipped)));
		return edges;
	}

	/** Who is reached from anybody over links, which carry both ways. */
	private static Set<NodeId> reached(Map<NodeId, Set<NodeId>> edges) {
		Map<NodeId, Set<NodeId>> links = new TreeMap<>();
		edges.forEach((from, subjects) -> subjects.forEach((to) -> {
			links.computeIfAbsent(from, (key) -> new TreeSet<>()).add(to);
			links.computeIfAbsent(to, (key) -> new TreeSet<>()).add(from);
		}));
		Set<NodeId> reached = new TreeSet<>();
		Deque<NodeId> next = new ArrayDeque<>(edges.keySet().stream().limit(1).toList());
		while (!next.isEmpty()) {
			NodeId node = next.remove();
			if (reached.add(node)) {
				next.addAll(links.getOrDefault(node, Set.of()));
			}
		}
		return reached;
	}

}
