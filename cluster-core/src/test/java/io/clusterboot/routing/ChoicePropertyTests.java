package io.clusterboot.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.clusterboot.api.LoadSample;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What holds for the choices of any number of routees.
 */
class ChoicePropertyTests {

	private static final int KEYS = 2000;

	private static Routees routees(RouterSettings settings, int... numbers) {
		return Routees.NONE.next(new FakeMembers().up(numbers).state(), settings, 0);
	}

	private static Routees routees(RoutingStrategy strategy, int... numbers) {
		return routees(RouterFixture.settings(strategy), numbers);
	}

	private static Choice choice(RoutingStrategy strategy, long seed) {
		return Choice.by(RouterFixture.settings(strategy), new FakeTime().surroundings(seed));
	}

	private static int chosen(Choice choice, Routees routees, Object key) {
		return FakeMembers.number(choice.of(routees, key).id());
	}

	@Property(tries = 25)
	void oneThatComesOrGoesMovesItsOwnShareOfTheKeysOnly(@ForAll @IntRange(min = 1, max = 40) int count,
			@ForAll @IntRange(max = 40) int place, @ForAll int salt) {
		Choice choice = choice(RoutingStrategy.CONSISTENT_HASH, 1);
		int changed = place % (count + 1);
		Routees with = routees(RoutingStrategy.CONSISTENT_HASH, IntStream.rangeClosed(0, count).toArray());
		Routees without = routees(RoutingStrategy.CONSISTENT_HASH,
				IntStream.rangeClosed(0, count).filter((number) -> number != changed).toArray());
		int moved = 0;
		for (int key = 0; key < KEYS; key++) {
			int before = chosen(choice, without, salt + "/" + key);
			int after = chosen(choice, with, salt + "/" + key);
			if (before != after) {
				assertThat(after).isEqualTo(changed);
				moved++;
			}
		}
		double share = 1.0 / (count + 1);
		// five standard deviations
		assertThat((double) moved / KEYS).isCloseTo(share, within(5 * Math.sqrt(share * (1 - share) / KEYS)));
	}

	@Property(tries = 25)
	void allSendersChooseTheSameRouteeForAKey(@ForAll @IntRange(min = 1, max = 40) int count, @ForAll String key,
			@ForAll long one, @ForAll long other) {
		RouterSettings settings = RouterFixture.settings(RoutingStrategy.CONSISTENT_HASH);
		Routees atOnce = routees(settings, IntStream.range(0, count).toArray());
		Routees oneByOne = Routees.NONE;
		FakeMembers members = new FakeMembers();
		for (int number = count - 1; number >= 0; number--) {
			oneByOne = oneByOne.next(members.up(number).state(), settings, number);
		}
		assertThat(chosen(choice(RoutingStrategy.CONSISTENT_HASH, one), atOnce, key))
			.isEqualTo(chosen(choice(RoutingStrategy.CONSISTENT_HASH, other), oneByOne, key));
	}

	@Property(tries = 25)
	void theSameBytesAreTheSameKey(@ForAll byte[] key) {
		Choice choice = choice(RoutingStrategy.CONSISTENT_HASH, 1);
		Routees routees = routees(RoutingStrategy.CONSISTENT_HASH, 1, 2, 3, 4, 5, 6, 7);
		assertThat(chosen(choice, routees, key.clone())).isEqualTo(chosen(choice, routees, key));
	}

	@Property(tries = 25)
	void roundRobinIsEven(@ForAll @IntRange(min = 1, max = 50) int count, @ForAll @IntRange(max = 500) int messages,
			@ForAll long seed) {
		Choice choice = choice(RoutingStrategy.ROUND_ROBIN, seed);
		Routees routees = routees(RoutingStrategy.ROUND_ROBIN, IntStream.range(0, count).toArray());
		Map<Integer, Integer> counts = new HashMap<>();
		for (int i = 0; i < messages; i++) {
			counts.merge(chosen(choice, routees, "any"), 1, Integer::sum);
		}
		int least = messages / count;
		for (int number = 0; number < count; number++) {
			assertThat(counts.getOrDefault(number, 0)).isBetween(least, (messages % count == 0) ? least : least + 1);
		}
	}

	@Property(tries = 25)
	void roundRobinStaysEvenForTheOthersWhenOneBeginsSlowly(@ForAll @IntRange(min = 3, max = 20) int count,
			@ForAll long seed) {
		RouterSettings settings = RouterFixture.settings(RoutingStrategy.ROUND_ROBIN);
		FakeTime time = new FakeTime();
		FakeMembers members = new FakeMembers().up(IntStream.range(0, count).toArray());
		Routees away = Routees.NONE.next(members.reachable(0, false).state(), settings, time.now());
		Routees routees = away.next(members.reachable(0, true).state(), settings, time.now());
		Choice choice = Choice.by(settings, time.surroundings(seed));
		Map<Integer, Integer> counts = new HashMap<>();
		for (int i = 0; i < 1000; i++) {
			counts.merge(chosen(choice, routees, "any"), 1, Integer::sum);
		}
		List<Integer> others = IntStream.range(1, count).mapToObj((number) -> counts.getOrDefault(number, 0)).toList();
		assertThat(others.stream().mapToInt(Integer::intValue).max().orElseThrow()
				- others.stream().mapToInt(Integer::intValue).min().orElseThrow())
			.isLessThanOrEqualTo(1);
		assertThat(counts.getOrDefault(0, 0)).isLessThan(others.get(0));
	}

	@Property(tries = 25)
	void weightedRandomFollowsTheWeights(@ForAll @IntRange(min = 1, max = 8) int count,
			@ForAll @IntRange(min = 1, max = 9) int first, @ForAll long seed) {
		int draws = 4000;
		Routees routees = routees(RoutingStrategy.RANDOM, IntStream.range(0, count).toArray());
		WeightedRandom choice = new WeightedRandom(new Random(seed),
				(routee) -> weight(first, FakeMembers.number(routee.id())));
		double total = IntStream.range(0, count).map((number) -> weight(first, number)).sum();
		int[] counts = new int[count];
		for (int i = 0; i < draws; i++) {
			counts[chosen(choice, routees, "any")]++;
		}
		for (int number = 0; number < count; number++) {
			double share = weight(first, number) / total;
			assertThat((double) counts[number] / draws).isCloseTo(share,
					within(0.001 + 6 * Math.sqrt(share * (1 - share) / draws)));
		}
	}

	private static int weight(int first, int number) {
		return 1 + (first * (number + 1)) % 7;
	}

	@Property(tries = 25)
	void adaptiveNeverStarvesAnybody(@ForAll @IntRange(max = 1000) int busy, @ForAll long seed) {
		RouterSettings settings = RouterFixture.settings(RoutingStrategy.ADAPTIVE);
		FakeMembers members = new FakeMembers().up(1, 2).load(1, new LoadSample(busy, busy, busy, busy * 1000));
		Routees routees = Routees.NONE.next(members.load(2, new LoadSample(0, 0, 0, 0)).state(), settings, 0);
		Choice choice = choice(RoutingStrategy.ADAPTIVE, seed);
		long got = IntStream.range(0, 4000).filter((i) -> chosen(choice, routees, "any") == 1).count();
		assertThat(got).isBetween(5L, 2200L);
	}

}
