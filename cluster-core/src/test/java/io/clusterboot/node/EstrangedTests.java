package io.clusterboot.node;

import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Estranged}.
 */
class EstrangedTests {

	private final Estranged estranged = new Estranged();

	@Test
	void aNodeThatIsMetAgainAndAgainBelongsToAnotherPart() {
		assertThat(this.estranged.met(Some.node(1), 0)).isFalse();
		assertThat(this.estranged.met(Some.node(1), 10_000)).isFalse();
		assertThat(this.estranged.met(Some.node(2), 10_000)).isFalse();
		assertThat(this.estranged.met(Some.node(1), 20_000)).isTrue();
	}

	@Test
	void aNodeThatWasNotMetForLongIsANewOne() {
		assertThat(this.estranged.met(Some.node(1), 0)).isFalse();
		assertThat(this.estranged.met(Some.node(1), 1_000_000)).isFalse();
	}

}
