package io.clusterboot.joining;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who among the seeds may form the cluster.
 */
class BootstrapClaimTests {

	private static final List<Step> FORM = List.of(new Step.Form());

	private static final List<Step> CLAIMS = Bootstraps.steps(Step.Claim::new, 2, 3);

	private static final List<Step> RELEASES = Bootstraps.steps(Step.Release::new, 2, 3);

	@Test
	void theLowestSeedFormsAfterAllOthersGranted() {
		Bootstrap lowest = claiming();
		assertThat(Bootstraps.granted(lowest, 3, 30)).isEmpty();
		assertThat(Bootstraps.granted(lowest, 2, 40)).isEqualTo(FORM);
		assertThat(lowest.deadline()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void oneGrantCountsOnce() {
		Bootstrap lowest = claiming();
		assertThat(Bootstraps.granted(lowest, 2, 30)).isEmpty();
		assertThat(Bootstraps.granted(lowest, 2, 40)).isEmpty();
	}

	@Test
	void aHigherSeedLeavesItToALowerOneThatStarts() {
		Bootstrap higher = Bootstraps.node(2, 3, 2, 1);
		List<Step> steps = higher.start(0);
		long now = 0;
		while (now < 60_000) {
			assertThat(steps).isEqualTo(Bootstraps.steps(Step.Query::new, 1, 3));
			assertThat(Bootstraps.starting(higher, 1, now)).isEmpty();
			assertThat(Bootstraps.starting(higher, 3, now)).isEmpty();
			now = higher.deadline();
			steps = higher.tick(now);
		}
	}

	@Test
	void theLowestSeedThatAnswersClaimsAfterTheFormationTimeoutAndOnlyFromThoseThatAnswer() {
		Bootstrap second = Bootstraps.node(2, 1, 2, 3, 4);
		second.start(0);
		Bootstraps.starting(second, 3, 10);
		Bootstraps.failed(second, 1, 10);
		assertThat(Bootstraps.failed(second, 4, 10)).isEmpty();
		second.tick(Bootstraps.FORMATION);
		Bootstraps.starting(second, 3, Bootstraps.FORMATION);
		Bootstraps.failed(second, 1, Bootstraps.FORMATION);
		assertThat(Bootstraps.failed(second, 4, Bootstraps.FORMATION)).isEqualTo(Bootstraps.steps(Step.Claim::new, 3));
		assertThat(Bootstraps.granted(second, 3, Bootstraps.FORMATION + 10)).isEqualTo(FORM);
	}

	@Test
	void aClaimThatOneSeedHoldsBackIsAbandonedAndReleased() {
		Bootstrap lowest = claiming();
		Bootstraps.granted(lowest, 2, 30);
		assertThat(Bootstraps.held(lowest, 3, 9, 40)).isEqualTo(RELEASES);
	}

	@Test
	void aClaimThatOneSeedRefusesIsAbandonedAndReleased() {
		Bootstrap lowest = claiming();
		assertThat(Bootstraps.refused(lowest, 2, "set cluster.name", 30)).isEqualTo(RELEASES);
	}

	@Test
	void aClaimThatCannotBeDeliveredIsAbandonedAndReleased() {
		Bootstrap lowest = claiming();
		assertThat(Bootstraps.failed(lowest, 2, 30)).isEqualTo(RELEASES);
	}

	@Test
	void aClaimThatOneSeedDoesNotAnswerIsAbandonedAndReleased() {
		Bootstrap lowest = claiming();
		Bootstraps.granted(lowest, 2, 30);
		assertThat(lowest.deadline()).isEqualTo(20 + Bootstrap.CALL_TIMEOUT);
		assertThat(lowest.tick(lowest.deadline())).isEqualTo(RELEASES);
		assertThat(Bootstraps.granted(lowest, 3, 20 + Bootstrap.CALL_TIMEOUT)).isEmpty();
	}

	@Test
	void aClaimAnsweredTooLateIsAbandoned() {
		Bootstrap late = claiming();
		Bootstraps.granted(late, 2, 30);
		assertThat(Bootstraps.granted(late, 3, 20 + Promise.DURATION / 2)).isEqualTo(RELEASES);
		Bootstrap inTime = claiming();
		Bootstraps.granted(inTime, 2, 30);
		assertThat(Bootstraps.granted(inTime, 3, 19 + Promise.DURATION / 2)).isEqualTo(FORM);
	}

	@Test
	void anAbandonedClaimIsFollowedByAnotherRoundAndAnotherClaim() {
		Bootstrap lowest = claiming();
		Bootstraps.held(lowest, 2, 9, 30);
		long now = lowest.deadline();
		assertThat(lowest.tick(now)).isEqualTo(Bootstraps.steps(Step.Query::new, 2, 3));
		Bootstraps.starting(lowest, 2, now);
		assertThat(Bootstraps.starting(lowest, 3, now)).isEqualTo(CLAIMS);
		Bootstraps.granted(lowest, 2, now);
		assertThat(Bootstraps.granted(lowest, 3, now)).isEqualTo(FORM);
	}

	@Test
	void aWordThatComesAfterItsClaimWasGivenUpIsNoAnswerToTheNextQuestion() {
		Bootstrap lowest = claiming();
		Bootstraps.held(lowest, 3, 9, 30);
		long now = lowest.deadline();
		assertThat(lowest.tick(now)).isEqualTo(Bootstraps.steps(Step.Query::new, 2, 3));
		assertThat(Bootstraps.granted(lowest, 2, now)).isEmpty();
		assertThat(Bootstraps.starting(lowest, 3, now)).isEmpty();
		assertThat(Bootstraps.starting(lowest, 2, now)).isEqualTo(CLAIMS);
	}

	@Test
	void aClaimThatAMemberAnswersEndsInAJoin() {
		Bootstrap lowest = claiming();
		assertThat(Bootstraps.clustered(lowest, 3, 30)).containsExactlyInAnyOrder(new Step.Release(Some.address(2)),
				new Step.Release(Some.address(3)), new Step.JoinAt(Some.address(3)));
		assertThat(Bootstraps.granted(lowest, 2, 40)).isEmpty();
	}

	@Test
	void aSeedGivesItsWordOnlyToLowerOnes() {
		Bootstrap seed = Bootstraps.node(2, 1, 2, 3);
		seed.start(0);
		assertThat(claim(seed, Some.node(3), 10)).isInstanceOfSatisfying(Response.Held.class,
				(held) -> assertThat(held.holder().address()).isEqualTo(Some.address(2)));
		assertThat(claim(seed, Some.node(1), 20)).isEqualTo(new Response.Granted());
	}

	@Test
	void aNodeThatIsNoSeedGivesItsWordToAnyone() {
		Bootstrap node = Bootstraps.node(1, 2, 3);
		node.start(0);
		assertThat(claim(node, Some.node(3), 10)).isEqualTo(new Response.Granted());
	}

	@Test
	void theWordIsGivenToOneAtATime() {
		Bootstrap seed = Bootstraps.node(3, 1, 2, 3);
		seed.start(0);
		assertThat(claim(seed, Some.node(2), 10)).isEqualTo(new Response.Granted());
		assertThat(claim(seed, Some.node(1), 20)).isEqualTo(new Response.Held(Some.node(2)));
		assertThat(claim(seed, Some.node(2), 30)).isEqualTo(new Response.Granted());
		seed.released(Some.node(2));
		assertThat(claim(seed, Some.node(1), 40)).isEqualTo(new Response.Granted());
	}

	@Test
	void whoGaveItsWordClaimsNothingUntilItLapses() {
		Bootstrap second = gaveItsWordAt(6000);
		long now = second.deadline();
		List<Step> steps = second.tick(now);
		while (now < 6000 + Promise.DURATION) {
			assertThat(steps).isEqualTo(Bootstraps.steps(Step.Query::new, 1, 3));
			assertThat(silentFirst(second, now)).isEmpty();
			now = second.deadline();
			steps = second.tick(now);
		}
		assertThat(now).isLessThan(6000 + Promise.DURATION + 500);
		assertThat(silentFirst(second, now)).isEqualTo(Bootstraps.steps(Step.Claim::new, 3));
	}

	@Test
	void whoGotItsWordBackClaimsInTheNextRound() {
		Bootstrap second = gaveItsWordAt(6000);
		second.released(Some.node(1));
		long now = second.deadline();
		second.tick(now);
		assertThat(silentFirst(second, now)).isEqualTo(Bootstraps.steps(Step.Claim::new, 3));
	}

	@Test
	void theClaimOfALowerSeedEndsTheOwnOne() {
		Bootstrap second = Bootstraps.node(2, 1, 2, 3);
		second.start(0);
		assertThat(silentFirst(second, 10)).isEmpty();
		second.tick(6000);
		assertThat(silentFirst(second, 6010)).isEqualTo(Bootstraps.steps(Step.Claim::new, 3));
		List<Step> steps = new ArrayList<>();
		assertThat(second.claimed(Some.node(1), 6020, steps)).isEqualTo(new Response.Granted());
		assertThat(steps).isEqualTo(Bootstraps.steps(Step.Release::new, 3));
		assertThat(Bootstraps.granted(second, 3, 6030)).isEmpty();
	}

	@Test
	void theClaimOfAHigherSeedLeavesTheOwnOneAlone() {
		Bootstrap lowest = claiming();
		assertThat(claim(lowest, Some.node(2), 30)).isInstanceOf(Response.Held.class);
		Bootstraps.granted(lowest, 2, 40);
		assertThat(Bootstraps.granted(lowest, 3, 50)).isEqualTo(FORM);
	}

	/** The lowest of three seeds, which claimed from the others at 20. */
	private static Bootstrap claiming() {
		Bootstrap lowest = Bootstraps.node(1, 3, 1, 2);
		lowest.start(0);
		assertThat(Bootstraps.starting(lowest, 3, 10)).isEmpty();
		assertThat(Bootstraps.starting(lowest, 2, 20)).isEqualTo(CLAIMS);
		return lowest;
	}

	/**
	 * The second of three seeds, past the formation timeout, whose word the first has.
	 */
	private static Bootstrap gaveItsWordAt(long now) {
		Bootstrap second = Bootstraps.node(2, 1, 2, 3);
		second.start(0);
		assertThat(claim(second, Some.node(1), now)).isEqualTo(new Response.Granted());
		assertThat(silentFirst(second, now)).isEmpty();
		return second;
	}

	private static List<Step> silentFirst(Bootstrap second, long now) {
		Bootstraps.failed(second, 1, now);
		return Bootstraps.starting(second, 3, now);
	}

	private static Response claim(Bootstrap bootstrap, NodeId claimant, long now) {
		List<Step> steps = new ArrayList<>();
		Response response = bootstrap.claimed(claimant, now, steps);
		assertThat(steps).isEmpty();
		return response;
	}

}
