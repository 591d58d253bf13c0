package io.clusterboot.joining;

import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The word that a starting node gives to one claimant at a time.
 */
class PromiseTests {

	private final Promise promise = new Promise();

	@Test
	void atFirstNobodyHasIt() {
		assertThat(this.promise.isGiven(0)).isFalse();
		assertThat(this.promise.holder(0, Some.node(9))).isEqualTo(Some.node(9));
	}

	@Test
	void whoHasItKeepsItFromOthers() {
		assertThat(this.promise.give(Some.node(1), 100)).isTrue();
		assertThat(this.promise.give(Some.node(2), 200)).isFalse();
		assertThat(this.promise.isGiven(200)).isTrue();
		assertThat(this.promise.holder(200, Some.node(2))).isEqualTo(Some.node(1));
	}

	@Test
	void itLapsesByItself() {
		this.promise.give(Some.node(1), 100);
		assertThat(this.promise.isGiven(99 + Promise.DURATION)).isTrue();
		assertThat(this.promise.give(Some.node(2), 99 + Promise.DURATION)).isFalse();
		assertThat(this.promise.isGiven(100 + Promise.DURATION)).isFalse();
		assertThat(this.promise.holder(100 + Promise.DURATION, Some.node(9))).isEqualTo(Some.node(9));
		assertThat(this.promise.give(Some.node(2), 100 + Promise.DURATION)).isTrue();
	}

	@Test
	void theSameClaimantGetsItAnew() {
		this.promise.give(Some.node(1), 0);
		assertThat(this.promise.give(Some.node(1), 3000)).isTrue();
		assertThat(this.promise.isGiven(2999 + Promise.DURATION)).isTrue();
		assertThat(this.promise.isGiven(3000 + Promise.DURATION)).isFalse();
	}

	@Test
	void aLaterLifeAtTheSameAddressTakesItOverAndAnEarlierOneDoesNot() {
		this.promise.give(Some.node(1, 2), 0);
		assertThat(this.promise.give(Some.node(1, 1), 10)).isFalse();
		assertThat(this.promise.give(Some.node(1, 3), 10)).isTrue();
		this.promise.takeBack(Some.node(1, 2));
		assertThat(this.promise.isGiven(10)).isTrue();
	}

	@Test
	void onlyWhoHasItGivesItBack() {
		this.promise.give(Some.node(1), 0);
		this.promise.takeBack(Some.node(2));
		assertThat(this.promise.isGiven(10)).isTrue();
		this.promise.takeBack(Some.node(1));
		assertThat(this.promise.isGiven(10)).isFalse();
		assertThat(this.promise.give(Some.node(2), 10)).isTrue();
	}

	@Test
	void whoNeverHadItChangesNothingByGivingItBack() {
		this.promise.takeBack(Some.node(1));
		assertThat(this.promise.give(Some.node(2), 0)).isTrue();
	}

}
