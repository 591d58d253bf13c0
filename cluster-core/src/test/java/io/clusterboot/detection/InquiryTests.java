package io.clusterboot.detection;

import java.util.List;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Suspect before accusing.
 */
class InquiryTests {

	private static final List<NodeId> ASKED = Some.nodes(1, 2, 3);

	@Test
	void oneWhoReachesTheSubjectMakesItABadLink() {
		Inquiry inquiry = new Inquiry(ASKED, false, 1000);
		inquiry.failed(Some.node(1), false);
		assertThat(inquiry.finding(0)).isNull();
		inquiry.reached(Some.node(2));
		assertThat(inquiry.finding(0)).isEqualTo(Evidence.LINK);
		assertThat(inquiry.isUnheard()).isFalse();
	}

	@Test
	void oneWhoReachesItOutweighsEvenHardEvidence() {
		Inquiry inquiry = new Inquiry(ASKED, true, 1000);
		inquiry.failed(Some.node(1), true);
		inquiry.reached(Some.node(2));
		assertThat(inquiry.finding(0)).isEqualTo(Evidence.LINK);
	}

	@Test
	void aSubstituteAnswersForOneWhoIsGoneAndOnlyForOneWhoHasNotAnswered() {
		Inquiry inquiry = new Inquiry(ASKED, true, 1000);
		inquiry.failed(Some.node(1), false);
		inquiry.askInstead(Some.node(1), Some.node(4));
		inquiry.askInstead(Some.node(2), Some.node(5));
		assertThat(inquiry.isWaitingFor(Some.node(2))).isFalse();
		assertThat(inquiry.isWaitingFor(Some.node(4))).isFalse();
		assertThat(inquiry.isWaitingFor(Some.node(5))).isTrue();
		inquiry.failed(Some.node(3), false);
		assertThat(inquiry.finding(0)).isNull();
		inquiry.failed(Some.node(5), false);
		assertThat(inquiry.finding(0)).isEqualTo(Evidence.CRASHED);
	}

	@Test
	void noneWhoReachesItMakesAnAccusation() {
		Inquiry inquiry = new Inquiry(ASKED, false, 1000);
		ASKED.forEach((id) -> inquiry.failed(id, false));
		assertThat(inquiry.finding(0)).isEqualTo(Evidence.UNREACHABLE);
	}

	@Test
	void hardEvidenceOfAnybodyMakesItACrash() {
		Inquiry own = new Inquiry(ASKED, true, 1000);
		ASKED.forEach((id) -> own.failed(id, false));
		assertThat(own.finding(0)).isEqualTo(Evidence.CRASHED);
		Inquiry theirs = new Inquiry(ASKED, false, 1000);
		theirs.failed(Some.node(1), false);
		theirs.failed(Some.node(2), true);
		theirs.failed(Some.node(3), false);
		assertThat(theirs.finding(0)).isEqualTo(Evidence.CRASHED);
	}

	@Test
	void silenceCountsAsAnAnswerOnceTheDeadlineIsOver() {
		Inquiry inquiry = new Inquiry(ASKED, false, 1000);
		inquiry.failed(Some.node(1), false);
		assertThat(inquiry.finding(999)).isNull();
		assertThat(inquiry.finding(1000)).isEqualTo(Evidence.UNREACHABLE);
		assertThat(inquiry.isUnheard()).isFalse();
	}

	@Test
	void anObserverThatNobodyAnswersMayBeTheOneThatIsCutOff() {
		Inquiry inquiry = new Inquiry(ASKED, false, 1000);
		assertThat(inquiry.isUnheard()).isTrue();
		inquiry.failed(Some.node(3), false);
		assertThat(inquiry.isUnheard()).isFalse();
	}

	@Test
	void whoHasNobodyToAskFindsAtOnce() {
		Inquiry silent = new Inquiry(List.of(), false, 1000);
		assertThat(silent.finding(0)).isEqualTo(Evidence.UNREACHABLE);
		assertThat(silent.isUnheard()).isFalse();
		assertThat(new Inquiry(List.of(), true, 1000).finding(0)).isEqualTo(Evidence.CRASHED);
	}

	@Test
	void answersOfThoseWhoWereNotAskedOrAnsweredBeforeCountForNothing() {
		Inquiry inquiry = new Inquiry(ASKED, false, 1000);
		inquiry.reached(Some.node(7));
		inquiry.failed(Some.node(7), true);
		assertThat(inquiry.isUnheard()).isTrue();
		inquiry.failed(Some.node(1), false);
		inquiry.reached(Some.node(1));
		inquiry.failed(Some.node(1), true);
		assertThat(inquiry.finding(999)).isNull();
		assertThat(inquiry.finding(1000)).isEqualTo(Evidence.UNREACHABLE);
	}

}
