package io.clusterboot.routing;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

import io.clusterboot.api.NodeId;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where the workers of a pool run: for any number of members and workers.
 */
class AssignmentPropertyTests {

	private static List<NodeId> members(int count) {
		return IntStream.range(0, count).mapToObj(FakeMembers::id).sorted().toList();
	}

	private static Map<Integer, NodeId> places(List<NodeId> members, PoolSettings pool) {
		Assignment assignment = Assignment.of(members, pool);
		Map<Integer, NodeId> places = new HashMap<>();
		for (int worker = 0; worker < pool.maxTotal(); worker++) {
			NodeId host = assignment.host(worker);
			if (host != null) {
				places.put(worker, host);
			}
		}
		return places;
	}

	private static int moved(Map<Integer, NodeId> before, Map<Integer, NodeId> after) {
		return (int) after.entrySet()
			.stream()
			.filter((place) -> !place.getValue().equals(before.get(place.getKey())))
			.count();
	}

	@Property(tries = 300)
	void workersAreSpreadEvenlyWithinTheBounds(@ForAll @IntRange(min = 1, max = 60) int count,
			@ForAll @IntRange(min = 1, max = 20) int maxPerNode, @ForAll @IntRange(min = 1, max = 150) int maxTotal) {
		Map<Integer, NodeId> places = places(members(count), new PoolSettings(maxPerNode, maxTotal));
		int expected = Math.min(maxTotal, count * maxPerNode);
		assertThat(places).hasSize(expected);
		Map<NodeId, Integer> loads = new HashMap<>();
		places.values().forEach((host) -> loads.merge(host, 1, Integer::sum));
		for (NodeId member : members(count)) {
			assertThat(loads.getOrDefault(member, 0)).isLessThanOrEqualTo(maxPerNode)
				.isBetween(expected / count, (expected + count - 1) / count);
		}
	}

	@Property(tries = 100)
	void fewMoveWhenAMemberGoesAndTheyComeBackWithIt(@ForAll @IntRange(min = 2, max = 40) int count,
			@ForAll @IntRange(max = 39) int gone, @ForAll @IntRange(min = 1, max = 10) int maxPerNode,
			@ForAll @IntRange(min = 1, max = 200) int maxTotal) {
		PoolSettings pool = new PoolSettings(maxPerNode, maxTotal);
		List<NodeId> all = members(count);
		NodeId member = all.get(gone % count);
		Map<Integer, NodeId> before = places(all, pool);
		Map<Integer, NodeId> after = places(all.stream().filter((other) -> !other.equals(member)).toList(), pool);
		int own = Collections.frequency(before.values(), member);
		// in one case; the mean is below
		assertThat(moved(before, after)).isLessThanOrEqualTo(4 * own + 8);
		assertThat(places(all, pool)).isEqualTo(before);
	}

	@Example
	void onAverageAtMostTwoAndAHalfTimesAsManyMoveAsHaveTo() {
		Random random = new Random(7);
		int moved = 0;
		int least = 0;
		for (int i = 0; i < 200; i++) {
			int count = 3 + random.nextInt(30);
			PoolSettings pool = new PoolSettings(1 + random.nextInt(10), 1 + random.nextInt(200));
			List<NodeId> all = members(count);
			NodeId member = all.get(random.nextInt(count));
			Map<Integer, NodeId> before = places(all, pool);
			least += Collections.frequency(before.values(), member);
			moved += moved(before, places(all.stream().filter((other) -> !other.equals(member)).toList(), pool));
		}
		assertThat((double) moved / least).isLessThan(2.5);
	}

	@Example
	void whenAllMembersAreFullOnlyTheWorkersOfTheOneThatGoesMove() {
		PoolSettings pool = new PoolSettings(2, 1000);
		List<NodeId> all = members(20);
		Map<Integer, NodeId> before = places(all, pool);
		Map<Integer, NodeId> after = places(all.subList(0, 19), pool);
		assertThat(after).hasSize(38);
		assertThat(moved(before, after)).isLessThanOrEqualTo(2);
	}

	@Property(tries = 50)
	void itDoesNotDependOnHowTheMembersCame(@ForAll @IntRange(min = 1, max = 30) int count,
			@ForAll @IntRange(min = 1, max = 100) int maxTotal) {
		PoolSettings pool = new PoolSettings(5, maxTotal);
		Assignment grown = Assignment.NONE;
		for (int i = 1; i <= count; i++) {
			grown = grown.next(members(i), pool);
		}
		Assignment atOnce = Assignment.of(members(count), pool);
		for (int worker = 0; worker < maxTotal; worker++) {
			assertThat(Objects.equals(grown.host(worker), atOnce.host(worker))).isTrue();
		}
		assertThat(grown.next(members(count), pool)).isSameAs(grown);
	}

	@Example
	void nobodyRunsAnythingWithoutMembers() {
		@Nullable NodeId host = Assignment.of(List.of(), new PoolSettings(5, 10)).host(3);
		assertThat(host).isNull();
	}

	@Example
	void theLargestPoolInALargeClusterIsSpreadToo() {
		assertThat(places(members(1500), new PoolSettings(1000, 1000))).hasSize(1000).doesNotContainValue(null);
	}

}
