package io.clusterboot.joining;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.clusterboot.state.Some;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of a bootstrap whatever the dice say.
 */
class BootstrapPropertyTests {

	@Property(tries = 1000)
	void nodesThatCanTalkFormOneClusterHoweverTheyStart(@ForAll long seed,
			@ForAll @IntRange(min = 1, max = 6) int seeds, @ForAll @IntRange(max = 4) int others) {
		Random random = new Random(seed);
		List<Integer> numbers = numbers(seeds + others, random);
		StartingNodes nodes = new StartingNodes(random, numbers.subList(0, seeds), oneOf(random, 1, 20, 200, 700));
		int within = oneOf(random, 1, 20, 1000, 7000, 20_000);
		for (int number : numbers) {
			long at = random.nextInt(within);
			if (random.nextInt(4) == 0) {
				nodes.startRemoved(number, Bootstraps.addresses(oneOf(random, 1, numbers.size())), at);
			}
			else {
				nodes.start(number, at);
			}
		}
		assertThat(nodes.run()).hasSize(1);
		assertThat(nodes.allJoined()).isTrue();
	}

	@Property(tries = 1000)
	void aLowerSeedThatStartsWhenAHigherOneStopsWaitingMakesNoSecondCluster(@ForAll long seed,
			@ForAll @IntRange(min = 2, max = 5) int seeds) {
		Random random = new Random(seed);
		List<Integer> numbers = numbers(seeds, random);
		StartingNodes nodes = new StartingNodes(random, numbers, 700);
		for (int number : numbers) {
			nodes.start(number, (number == seeds) ? 0 : Bootstraps.FORMATION - 1000 + random.nextInt(2500));
		}
		assertThat(nodes.run()).hasSize(1);
		assertThat(nodes.allJoined()).isTrue();
	}

	@Property(tries = 1000)
	void twoSeedsThatOnlyAHigherOneHearsFormOneCluster(@ForAll long seed) {
		Random random = new Random(seed);
		StartingNodes nodes = new StartingNodes(random, List.of(1, 2, 3), oneOf(random, 1, 20, 200));
		nodes.cut(1, 2);
		int within = oneOf(random, 1, 20, 1000);
		numbers(3, random).forEach((number) -> nodes.start(number, random.nextInt(within)));
		assertThat(nodes.run()).hasSize(1);
		assertThat(nodes.allJoined()).isTrue();
	}

	@Property(tries = 200)
	void pausesAreShortWhileASeedStarts(@ForAll long seed) {
		Bootstrap node = node(seed);
		node.start(0);
		long now = 0;
		for (int round = 0; round < 20; round++) {
			Bootstraps.failed(node, 2, now);
			Bootstraps.starting(node, 3, now);
			assertThat(node.deadline() - now).isBetween(25L, 449L);
			now = node.deadline();
			assertThat(node.tick(now)).hasSize(2);
		}
	}

	@Property(tries = 200)
	void pausesGrowToASecondAndAHalfAtMostWhileNobodyAnswers(@ForAll long seed) {
		Bootstrap node = node(seed);
		node.start(0);
		long now = 0;
		for (int round = 0; round < 20; round++) {
			Bootstraps.failed(node, 2, now);
			Bootstraps.failed(node, 3, now);
			long shortest = (round < 5) ? 25 : 500;
			long longest = (round == 0) ? 74 : 1499;
			assertThat(node.deadline() - now).isBetween(shortest, longest);
			now = node.deadline();
			assertThat(node.tick(now)).hasSize(2);
		}
	}

	private static List<Integer> numbers(int count, Random random) {
		List<Integer> numbers = new ArrayList<>(IntStream.rangeClosed(1, count).boxed().toList());
		Collections.shuffle(numbers, random);
		return numbers;
	}

	private static int oneOf(Random random, int... choices) {
		return choices[random.nextInt(choices.length)];
	}

	/** It is no seed, so that it asks for ever. */
	private static Bootstrap node(long seed) {
		return new Bootstrap(Bootstraps.settings(2, 3), List.of(), Some.address(1), true, new Random(seed));
	}

}
