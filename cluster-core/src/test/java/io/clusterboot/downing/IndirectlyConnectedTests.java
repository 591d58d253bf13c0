package io.clusterboot.downing;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fewest members with part in all bad links.
 */
class IndirectlyConnectedTests {

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = '|', textBlock = """
			# one link: the younger end
			1-2                     | 2
			5-3                     | 5
			# one node with several bad links
			1-2 1-3                 | 1
			1-2 1-3 1-4 5-6         | 1 6
			# a chain, a triangle, a square
			1-2 2-3 3-4             | 2 4
			1-2 2-3 1-3             | 2 3
			1-2 2-3 3-4 1-4         | 2 4
			# where greedy takes one too many: the busiest node is in no smallest set
			9-1 9-2 9-3 1-4 2-5 3-6 | 1 2 3
			# two groups
			1-4 1-5 2-4 2-5 3-4 3-5 | 4 5
			""")
	void theFewestAndOfEquallyFewTheYoungestAreDowned(String links, String cover) {
		assertThat(IndirectlyConnected.cover(links(links), ages(9))).isEqualTo(nodes(cover));
	}

	@Test
	void whoHasNoAgeYetIsTheYoungest() {
		Map<NodeId, Integer> ages = ages(9);
		ages.put(Some.node(1), 0);
		assertThat(IndirectlyConnected.cover(links("1-2"), ages)).isEqualTo(nodes("1"));
	}

	@Test
	void badLinksMustStandUnchanged() {
		IndirectlyConnected indirect = new IndirectlyConnected(tenSeconds());
		assertThat(indirect.decisionAt(5)).isEqualTo(Long.MAX_VALUE);
		indirect.observe(links("1-2"), 1000);
		assertThat(indirect.decisionAt(5)).isEqualTo(11_000);
		indirect.observe(links("1-2 1-3"), 4000);
		assertThat(indirect.decisionAt(5)).isEqualTo(14_000);
		indirect.observe(links("1-3"), 5000);
		assertThat(indirect.decisionAt(5)).isEqualTo(14_000);
		indirect.observe(Set.of(), 6000);
		assertThat(indirect.decisionAt(5)).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void theMemberWhoseSideWinsIsSpared() {
		DowningSettings.Builder settings = DowningSettings.builder();
		assertThat(downed(settings.build(), "1-2 1-3")).isEqualTo(nodes("1"));
		settings.referee(new DowningSettings.Referee(Some.address(1), 1));
		assertThat(downed(settings.strategy(DowningMode.KEEP_REFEREE).build(), "1-2 1-3")).isEqualTo(nodes("2 3"));
		assertThat(downed(settings.strategy(DowningMode.KEEP_OLDEST).build(), "1-2 1-3 2-3")).isEqualTo(nodes("2 3"));
	}

	private static Set<NodeId> downed(DowningSettings settings, String links) {
		IndirectlyConnected indirect = new IndirectlyConnected(settings);
		indirect.observe(links(links), 0);
		return indirect.decide(Some.up(4).live()).down();
	}

	@Test
	void theReasonTellsHowManyLinks() {
		IndirectlyConnected indirect = new IndirectlyConnected(tenSeconds());
		indirect.observe(links("1-3 2-3"), 0);
		Decision decision = indirect.decide(Some.up(4).live());
		assertThat(decision.down()).isEqualTo(nodes("3"));
		assertThat(decision.reason()).contains("2 bad links");
	}

	@Test
	void aLinkIsTheSameFromBothEnds() {
		assertThat(BadLink.between(Some.node(2), Some.node(1))).isEqualTo(BadLink.between(Some.node(1), Some.node(2)));
	}

	@Property(tries = 500)
	void noSmallerSetWouldDo(@ForAll @IntRange(min = 2, max = 9) int size, @ForAll long seed) {
		Random random = new Random(seed);
		Set<BadLink> links = new HashSet<>();
		for (int i = 0; i < size * 2; i++) {
			int one = 1 + random.nextInt(size);
			int other = 1 + random.nextInt(size);
			if (one != other) {
				links.add(BadLink.between(Some.node(one), Some.node(other)));
			}
		}
		Set<NodeId> cover = IndirectlyConnected.cover(links, ages(size));
		assertThat(covers(cover, links)).isTrue();
		for (int bits = 0; bits < 1 << size; bits++) {
			if (Integer.bitCount(bits) < cover.size()) {
				Set<NodeId> smaller = new TreeSet<>();
				for (int number = 1; number <= size; number++) {
					if ((bits >> (number - 1) & 1) == 1) {
						smaller.add(Some.node(number));
					}
				}
				assertThat(covers(smaller, links)).isFalse();
			}
		}
	}

	@Test
	void aLargeTangleIsCoveredToo() {
		Random random = new Random(7);
		Set<BadLink> links = new HashSet<>();
		while (links.size() < 2000) {
			int one = 1 + random.nextInt(300);
			int other = 1 + random.nextInt(300);
			if (one != other) {
				links.add(BadLink.between(Some.node(one), Some.node(other)));
			}
		}
		Set<NodeId> cover = IndirectlyConnected.cover(links, ages(300));
		assertThat(covers(cover, links)).isTrue();
		assertThat(cover).hasSizeLessThan(280);
	}

	private static boolean covers(Set<NodeId> cover, Set<BadLink> links) {
		return links.stream().allMatch((link) -> cover.contains(link.lower()) || cover.contains(link.higher()));
	}

	private static DowningSettings tenSeconds() {
		return DowningSettings.builder().stableAfter(Duration.ofSeconds(10)).build();
	}

	private static Map<NodeId, Integer> ages(int size) {
		Map<NodeId, Integer> ages = new HashMap<>();
		for (int number = 1; number <= size; number++) {
			ages.put(Some.node(number), number);
		}
		return ages;
	}

	private static Set<BadLink> links(String text) {
		Set<BadLink> links = new HashSet<>();
		for (String link : text.trim().split("\\s+")) {
			String[] ends = link.split("-");
			links.add(BadLink.between(Some.node(Integer.parseInt(ends[0])), Some.node(Integer.parseInt(ends[1]))));
		}
		return links;
	}

	private static Set<NodeId> nodes(String numbers) {
		Set<NodeId> nodes = new TreeSet<>();
		for (String number : numbers.trim().split("\\s+")) {
			nodes.add(Some.node(Integer.parseInt(number)));
		}
		return nodes;
	}

}
