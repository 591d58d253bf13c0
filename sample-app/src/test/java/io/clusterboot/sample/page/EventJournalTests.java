package io.clusterboot.sample.page;

import io.clusterboot.api.ClusterEvent.LoadChanged;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberEvent.MemberUp;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.spring.event.ClusterEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EventJournalTests {

	private final FakeCluster cluster = new FakeCluster();

	private final EventJournal journal = new EventJournal();

	@Test
	void whatChangesAllTheTimeIsNotListed() {
		Member member = this.cluster.put(7001, MemberStatus.UP, "web");
		ClusterState state = this.cluster.publish();
		this.journal.record(ClusterEvent.of(this.cluster, new MemberUp(member, MemberStatus.JOINING, state)));
		this.journal.record(ClusterEvent.of(this.cluster, new LoadChanged(member, state)));
		assertThat(this.journal.entries()).extracting(JournalEntry::type).containsExactly("MEMBER_UP");
		assertThat(this.journal.lastSequence()).isEqualTo(1);
	}

}
