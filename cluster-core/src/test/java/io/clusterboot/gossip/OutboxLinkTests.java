package io.clusterboot.gossip;

import java.util.List;
import java.util.Random;

import io.clusterboot.state.Some;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the outboxes at both ends of a link bring about.
 */
class OutboxLinkTests {

	@Property(tries = 200)
	void twoNeighboursEndAlikeAndFallSilent(@ForAll long seed) {
		Random random = new Random(seed);
		Writers writers = new Writers(8, random);
		List<Neighbour> both = List.of(new Neighbour(Some.node(1), Writers.established(8)),
				new Neighbour(Some.node(2), Writers.established(8)));
		for (long now = 0; now < 1000; now++) {
			int turn = random.nextInt(2);
			Neighbour neighbour = both.get(turn);
			if (now < 500 && random.nextInt(5) == 0) {
				neighbour.write(writers, now);
			}
			if (now >= 500 || random.nextInt(5) == 0) {
				neighbour.read(now);
			}
			neighbour.flush(both.get(1 - turn), now);
			assertThat(neighbour.sent - neighbour.acknowledged).isBetween(0L, 1L);
		}
		assertThat(both.get(0).tables.digest()).isEqualTo(both.get(1).tables.digest());
		assertThat(both.get(0).seen).isEqualTo(both.get(1).seen);
		for (Neighbour neighbour : both) {
			assertThat(neighbour.told).isLessThanOrEqualTo(neighbour.written);
			assertThat(neighbour.sent).isEqualTo(neighbour.acknowledged);
			assertThat(neighbour.outbox.dueAt(Neighbour.BATCH)).isEqualTo(Long.MAX_VALUE);
			assertThat(neighbour.inbox).isEmpty();
		}
	}

}
