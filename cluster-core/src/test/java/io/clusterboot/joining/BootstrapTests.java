package io.clusterboot.joining;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How one node finds its cluster, whatever the others answer.
 */
class BootstrapTests {

	private static final List<Step> FORM = List.of(new Step.Form());

	@Test
	void aNodeWithoutSeedsFormsAtOnce() {
		Bootstrap alone = Bootstraps.node(1);
		assertThat(alone.start(0)).isEqualTo(FORM);
		assertThat(alone.deadline()).isEqualTo(Long.MAX_VALUE);
		assertThat(alone.blockedBy()).isEmpty();
	}

	@Test
	void theOnlySeedFormsAtOnce() {
		assertThat(Bootstraps.node(1, 1).start(0)).isEqualTo(FORM);
	}

	@Test
	void allOtherSeedsAreAskedAtOnce() {
		assertThat(Bootstraps.node(2, 3, 2, 1).start(0)).isEqualTo(Bootstraps.steps(Step.Query::new, 1, 3));
		assertThat(Bootstraps.node(4, 3, 2, 1).start(0)).isEqualTo(Bootstraps.steps(Step.Query::new, 1, 2, 3));
	}

	@Test
	void theMembersThatARemovedNodeKnewAreAskedOnceBesideTheSeeds() {
		Bootstrap removed = Bootstraps.removed(1, Bootstraps.addresses(1, 2, 4), 1, 2);
		assertThat(removed.start(0)).isEqualTo(Bootstraps.steps(Step.Query::new, 2, 4));
	}

	@Test
	void aNodeJoinsWhereAnySeedIsAMemberWithoutWaitingForTheOthers() {
		for (int self : new int[] { 1, 4 }) {
			Bootstrap node = Bootstraps.node(self, 1, 2, 3, 5);
			node.start(0);
			assertThat(Bootstraps.starting(node, 2, 10)).isEmpty();
			assertThat(Bootstraps.clustered(node, 3, 20)).isEqualTo(Bootstraps.steps(Step.JoinAt::new, 3));
		}
	}

	@Test
	void aMemberThatAnswersBetweenTwoRoundsIsJoinedAsWell() {
		Bootstrap node = Bootstraps.node(1, 1, 2);
		node.start(0);
		assertThat(node.tick(Bootstrap.CALL_TIMEOUT)).isEmpty();
		assertThat(Bootstraps.clustered(node, 2, Bootstrap.CALL_TIMEOUT + 1))
			.isEqualTo(Bootstraps.steps(Step.JoinAt::new, 2));
	}

	@Test
	void oneJoinAtATimeIsUnderWay() {
		Bootstrap node = Bootstraps.node(1, 1, 2, 3);
		node.start(0);
		Bootstraps.clustered(node, 2, 10);
		assertThat(Bootstraps.clustered(node, 3, 20)).isEmpty();
	}

	@Test
	void aJoinThatFailedIsFollowedByAnotherRound() {
		Bootstrap node = Bootstraps.node(1, 1, 2, 3);
		node.start(0);
		Bootstraps.clustered(node, 2, 10);
		assertThat(node.joinFailed(Some.address(2), "is shutting down", 20)).isEmpty();
		assertThat(node.blockedBy()).containsExactly("seed node node:1002: is shutting down");
		assertThat(node.tick(node.deadline())).isEqualTo(Bootstraps.steps(Step.Query::new, 2, 3));
	}

	@Test
	void aJoinThatNobodyAnswersIsGivenUp() {
		Bootstrap node = Bootstraps.node(1, 1, 2, 3);
		node.start(0);
		Bootstraps.clustered(node, 2, 10);
		assertThat(node.deadline()).isBetween(10 + 2 * Bootstrap.CALL_TIMEOUT, 10 + 5 * Bootstrap.CALL_TIMEOUT);
		assertThat(node.tick(node.deadline())).isEmpty();
		assertThat(node.tick(node.deadline())).isEqualTo(Bootstraps.steps(Step.Query::new, 2, 3));
	}

	@Test
	void nothingHappensBeforeTheDeadline() {
		Bootstrap node = Bootstraps.node(1, 1, 2);
		node.start(1000);
		assertThat(node.deadline()).isEqualTo(1000 + Bootstrap.CALL_TIMEOUT);
		assertThat(node.tick(node.deadline() - 1)).isEmpty();
		assertThat(Bootstraps.starting(node, 2, node.deadline() - 1)).isEqualTo(Bootstraps.steps(Step.Claim::new, 2));
	}

	@Test
	void whileASeedDoesNotAnswerNobodyFormsBeforeTheFormationTimeout() {
		Bootstrap node = Bootstraps.node(1, 1, 2, 3);
		long now = 1000;
		List<Step> steps = node.start(now);
		while (now < 1000 + Bootstraps.FORMATION) {
			assertThat(steps).isEqualTo(Bootstraps.steps(Step.Query::new, 2, 3));
			assertThat(Bootstraps.failed(node, 2, now)).isEmpty();
			assertThat(Bootstraps.failed(node, 3, now)).isEmpty();
			now = node.deadline();
			steps = node.tick(now);
		}
		assertThat(Bootstraps.failed(node, 2, now)).isEmpty();
		assertThat(Bootstraps.failed(node, 3, now)).isEqualTo(FORM);
	}

	@Test
	void aSilentSeedIsNoReasonToFormSoonerThanOneThatCannotBeReached() {
		Bootstrap node = Bootstraps.node(1, 1, 2);
		List<Step> steps = node.start(0);
		long now = 0;
		while (!steps.equals(FORM)) {
			now = node.deadline();
			steps = node.tick(now);
		}
		assertThat(now).isBetween(Bootstraps.FORMATION, Bootstraps.FORMATION + 2 * Bootstrap.CALL_TIMEOUT);
	}

	@Test
	void aSeedThatRefusesIsNotOneThatAnswered() {
		Bootstrap node = Bootstraps.node(1, 1, 2);
		node.start(0);
		assertThat(Bootstraps.refused(node, 2, "wrong name", 10)).isEmpty();
		node.tick(node.deadline());
		assertThat(Bootstraps.refused(node, 2, "wrong name", Bootstraps.FORMATION)).isEqualTo(FORM);
	}

	@Test
	void aNodeThatIsNoSeedNeverForms() {
		Bootstrap silent = Bootstraps.node(1, 2, 3);
		Bootstrap refused = Bootstraps.node(1, 2, 3);
		Bootstrap answered = Bootstraps.node(1, 2, 3);
		for (Bootstrap node : List.of(silent, refused, answered)) {
			List<Step> steps = node.start(0);
			long now = 0;
			while (now < 600_000) {
				assertThat(steps).isSubsetOf(Bootstraps.steps(Step.Query::new, 2, 3));
				if (node == refused && !steps.isEmpty()) {
					assertThat(Bootstraps.failed(node, 2, now)).isEmpty();
					assertThat(Bootstraps.failed(node, 3, now)).isEmpty();
				}
				else if (node == answered && !steps.isEmpty()) {
					assertThat(Bootstraps.starting(node, 2, now)).isEmpty();
					assertThat(Bootstraps.starting(node, 3, now)).isEmpty();
				}
				now = node.deadline();
				steps = node.tick(now);
			}
		}
	}

	@Test
	void aRemovedNodeFormsWhenAllSeedsAndContactsAreInNoCluster() {
		Bootstrap removed = Bootstraps.removed(1, Bootstraps.addresses(4), 1, 2);
		removed.start(0);
		assertThat(Bootstraps.starting(removed, 2, 10)).isEmpty();
		assertThat(Bootstraps.starting(removed, 4, 20)).isEqualTo(Bootstraps.steps(Step.Claim::new, 2, 4));
		assertThat(Bootstraps.granted(removed, 2, 30)).isEmpty();
		assertThat(Bootstraps.granted(removed, 4, 40)).isEqualTo(FORM);
	}

	@Test
	void aRemovedNodeNeverFormsWhileASeedOrAContactDoesNotAnswer() {
		for (int dead : new int[] { 2, 4 }) {
			Bootstrap removed = Bootstraps.removed(1, Bootstraps.addresses(4), 1, 2);
			List<Step> steps = removed.start(0);
			long now = 0;
			while (now < 600_000) {
				assertThat(steps).isEqualTo(Bootstraps.steps(Step.Query::new, 2, 4));
				assertThat(Bootstraps.starting(removed, 6 - dead, now)).isEmpty();
				assertThat(Bootstraps.failed(removed, dead, now)).isEmpty();
				now = removed.deadline();
				steps = removed.tick(now);
			}
		}
	}

	@Test
	void aRemovedNodeWithoutSeedsAsksWhomItKnew() {
		Bootstrap removed = Bootstraps.removed(1, Bootstraps.addresses(2));
		assertThat(removed.start(0)).isEqualTo(Bootstraps.steps(Step.Query::new, 2));
		assertThat(Bootstraps.clustered(removed, 2, 10)).isEqualTo(Bootstraps.steps(Step.JoinAt::new, 2));
	}

	@Test
	void afterTheJoinTimeoutTheNodeGivesUpAndSaysWhy() {
		Bootstrap node = withJoinTimeout();
		node.start(1000);
		long now = 1000;
		while (node.deadline() < 8000) {
			now = node.deadline();
			if (!node.tick(now).isEmpty()) {
				assertThat(Bootstraps.failed(node, 2, now)).isEmpty();
			}
		}
		assertThat(node.deadline()).isEqualTo(8000);
		List<Step> steps = node.tick(8000);
		assertThat(steps).singleElement().isInstanceOf(Step.GiveUp.class);
		assertThat(((Step.GiveUp) steps.get(0)).reason()).contains("join timeout")
			.contains("node:1002: connection refused");
		assertThat(node.deadline()).isEqualTo(Long.MAX_VALUE);
		assertThat(node.tick(8001)).isEmpty();
		assertThat(Bootstraps.clustered(node, 2, 8001)).isEmpty();
	}

	@Test
	void theJoinTimeoutEndsAJoinThatIsUnderWay() {
		Bootstrap node = withJoinTimeout();
		node.start(0);
		Bootstraps.clustered(node, 2, 6900);
		assertThat(node.deadline()).isEqualTo(7000);
		assertThat(node.tick(7000)).singleElement().isInstanceOf(Step.GiveUp.class);
		assertThat(node.joinFailed(Some.address(2), "too late", 7001)).isEmpty();
	}

	@Test
	void whatBlocksIsSaidOfEachSeedUntilItAnswers() {
		Bootstrap node = Bootstraps.node(4, 1, 2, 3);
		node.start(0);
		assertThat(node.blockedBy()).containsExactly("no seed node is in a cluster yet");
		Bootstraps.refused(node, 3, "set cluster.name", 10);
		Bootstraps.failed(node, 1, 20);
		assertThat(node.blockedBy()).containsExactly("seed node node:1001: connection refused",
				"seed node node:1003: set cluster.name");
		Bootstraps.starting(node, 2, 30);
		long now = node.deadline();
		node.tick(now);
		Bootstraps.starting(node, 1, now);
		assertThat(node.blockedBy()).containsExactly("seed node node:1003: set cluster.name");
		Bootstraps.starting(node, 3, now);
		assertThat(node.blockedBy()).containsExactly("no seed node is in a cluster yet");
	}

	private static Bootstrap withJoinTimeout() {
		return new Bootstrap(Bootstraps.settings(Duration.ofSeconds(7), 2), List.of(), Some.address(1), true,
				new Random(1));
	}

}
