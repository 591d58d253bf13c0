package io.clusterboot.node;

import java.util.Random;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeId;
import io.clusterboot.joining.Response;
import io.clusterboot.state.Some;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Which life asks to be let in. Node 1 wants in; nodes 2 and 3 are members of one
 * cluster.
 */
class CandidateTests {

	private static final ClusterId CLUSTER = new ClusterId(7, 9);

	private static final NodeId FIRST = Some.node(1);

	private final Candidate candidate = new Candidate(FIRST, new Random(1));

	CandidateTests() {
		met(2, CLUSTER);
		met(3, CLUSTER);
	}

	@Test
	void theSameLifeAsksTheSameMemberAgainFor30Seconds() {
		Candidate.Host host = ask(2, 1000);
		assertThat(host).isEqualTo(new Candidate.Host(CLUSTER, Some.node(2)));
		assertThat(ask(2, 30_999)).isEqualTo(host);
		assertThat(this.candidate.self()).isEqualTo(FIRST);
		ask(2, 31_000);
		assertThat(this.candidate.self().address()).isEqualTo(FIRST.address());
		assertThat(this.candidate.self().incarnation()).isGreaterThan(FIRST.incarnation());
	}

	@Test
	void anotherLifeAsksAnotherMemberOrTheSameOneInAnotherCluster() {
		ask(2, 0);
		ask(3, 0);
		NodeId second = this.candidate.self();
		assertThat(second.incarnation()).isGreaterThan(FIRST.incarnation());
		met(3, new ClusterId(1, 1));
		ask(3, 0);
		assertThat(this.candidate.self().incarnation()).isGreaterThan(second.incarnation());
	}

	@Test
	void whoAskedNobodyFormsAsTheLifeThatItIsAndWhoAskedAsAnotherOne() {
		this.candidate.renew();
		assertThat(this.candidate.self()).isEqualTo(FIRST);
		ask(2, 0);
		this.candidate.renew();
		assertThat(this.candidate.self().incarnation()).isGreaterThan(FIRST.incarnation());
	}

	@Test
	void aLifeThatExceedsTheFloorHas30SecondsOfItsOwn() {
		ask(2, 0);
		this.candidate.exceed(1_000_000, 20_000);
		NodeId higher = this.candidate.self();
		assertThat(higher.incarnation()).isGreaterThan(1_000_000);
		ask(2, 49_999);
		assertThat(this.candidate.self()).isEqualTo(higher);
		ask(2, 50_000);
		assertThat(this.candidate.self()).isNotEqualTo(higher);
	}

	@Test
	void incarnationsDoNotOverflow() {
		this.candidate.exceed(Long.MAX_VALUE - 1, 0);
		assertThat(this.candidate.self().incarnation()).isPositive();
	}

	@Test
	void nobodyIsAskedWhoDidNotAnswer() {
		assertThatNullPointerException().isThrownBy(() -> ask(4, 0)).withMessageContaining("nobody answered");
	}

	private void met(int contact, ClusterId cluster) {
		this.candidate.met(Some.address(contact), new Response.Clustered(cluster, 2, Some.node(contact)));
	}

	private Candidate.Host ask(int contact, long now) {
		return this.candidate.ask(Some.address(contact), now);
	}

}
