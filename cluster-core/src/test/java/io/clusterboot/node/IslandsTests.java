package io.clusterboot.node;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How often node 1 of five, which has no links, looks for those with whom it may have
 * lost touch.
 */
class IslandsTests {

	private static final int PERIOD = 10_000;

	private static final NodeAddress SEED = new NodeAddress("elsewhere", 7000);

	private final List<Output> outputs = new ArrayList<>();

	@Test
	void whileAllIsWellAMemberIsVisitedAboutOnceAMinute() {
		assertThat(visits(true, 600)).isBetween(60, 140);
	}

	@Test
	void whileAnybodyIsMissingAMemberIsVisitedEveryTenSeconds() {
		assertThat(visits(false, 100)).isEqualTo(100);
	}

	@Test
	void aSeedNodeThatIsNoMemberIsAskedEveryTenSecondsHoweverWellAllIs() {
		visits(true, 100);
		assertThat(this.outputs.stream().filter(Output.Call.class::isInstance)).hasSize(100)
			.allSatisfy((output) -> assertThat(((Output.Call) output).address()).isEqualTo(SEED));
	}

	/** How many members are visited in so many periods. */
	private int visits(boolean calm, int periods) {
		ClusterSettings settings = ClusterSettings.builder()
			.join(JoinSettings.DEFAULT.withSeedNodes(List.of(SEED)))
			.build();
		Membership membership = SomeMembership.of(settings, this.outputs::add);
		membership.update(Some.up(5).live());
		Links links = new Links(membership, 1);
		Islands islands = new Islands(membership, links, new Calls(this.outputs::add, 1), (into, contact) -> {
		}, 0);
		int visits = 0;
		for (int i = 0; i < periods; i++) {
			islands.tick(calm, islands.deadline());
			visits += links.all().size();
			links.closeAll("test");
		}
		assertThat(islands.deadline()).isBetween((long) (0.85 * PERIOD * periods), (long) (1.15 * PERIOD * periods));
		return visits;
	}

}
