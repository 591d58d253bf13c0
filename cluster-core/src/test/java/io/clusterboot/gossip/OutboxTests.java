package io.clusterboot.gossip;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.Limits;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Some;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes over one link, and when.
 */
class OutboxTests {

	private static final long BATCH = 20;

	private static final long NEVER = Long.MAX_VALUE;

	private final Outbox outbox = new Outbox();

	private Tables tables = Writers.established(10);

	private SeenSet seen = Some.seen(this.tables.members(), 0);

	@Test
	void withoutNewsNothingIsDue() {
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(NEVER);
		assertThat(next(100)).isNull();
		assertThat(this.outbox.last(this.tables)).isNull();
	}

	@Test
	void aRiseOfTheRemovalsAloneIsToldAsWell() {
		this.outbox.news(Tables.Changes.NONE, 100);
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(100 + BATCH);
		assertThat(next(100 + BATCH).delta().removals()).isEqualTo(this.tables.members().removals());
	}

	@Test
	void newsLeaveAtOnceOnAQuietLink() {
		change(Some.member(1, MemberStatus.DOWN), 100);
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(100);
		assertThat(next(100).delta().members()).containsExactly(Some.member(1, MemberStatus.DOWN));
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(NEVER);
	}

	@Test
	void newsSoonAfterAFrameAreCollected() {
		send(100);
		change(Some.member(2, MemberStatus.DOWN), 105);
		assertThat(next(105)).isNull();
		change(Some.member(3, MemberStatus.DOWN), 110);
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(120);
		assertThat(next(119)).isNull();
		assertThat(next(120).delta().members()).containsExactly(Some.member(2, MemberStatus.DOWN),
				Some.member(3, MemberStatus.DOWN));
	}

	@Test
	void newsLongAfterAFrameLeaveAtOnceAgain() {
		send(100);
		change(Some.member(2, MemberStatus.DOWN), 125);
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(125);
		assertThat(next(125)).isNotNull();
	}

	@Test
	void allKindsOfRecordsTravelTogether() {
		Delta about = Writers.about(Some.node(3), 2);
		change(Some.delta(Some.member(1, MemberStatus.DOWN)), 100);
		change(new Delta(List.of(), Some.nodes(2), 1, List.of(), List.of()), 100);
		change(about, 100);
		assertThat(next(100).delta()).isEqualTo(
				new Delta(List.of(Some.member(1, MemberStatus.DOWN)), Some.nodes(2), 1, about.rows(), about.data()));
	}

	@Test
	void newerStateReplacesQueuedState() {
		send(100);
		change(Some.member(2, MemberStatus.LEAVING), 101);
		change(Writers.about(Some.node(2), 2), 102);
		change(Some.member(2, MemberStatus.DOWN), 103);
		change(Writers.about(Some.node(2), 3), 104);
		Delta delta = next(120).delta();
		assertThat(delta.members()).containsExactly(Some.member(2, MemberStatus.DOWN));
		assertThat(delta.rows()).isEqualTo(Writers.about(Some.node(2), 3).rows());
		assertThat(delta.data()).isEqualTo(Writers.about(Some.node(2), 3).data());
	}

	@Test
	void aRemovalReplacesAllThatWasQueuedAboutAMember() {
		send(100);
		change(Some.member(2, MemberStatus.DOWN), 101);
		change(Writers.about(Some.node(2), 2), 102);
		Tables.Merge removal = this.tables.remove(Some.nodes(2));
		this.tables = removal.tables();
		this.outbox.news(removal.changes(), 103);
		assertThat(next(120).delta()).isEqualTo(new Delta(List.of(), Some.nodes(2), 1, List.of(), List.of()));
	}

	@Test
	void whoIsGoneTakesNoRoomInAFrame() {
		this.tables = Tables.EMPTY;
		Some.up(101).live().forEach((record) -> change(record, 100));
		List<NodeId> gone = IntStream.rangeClosed(1, 100).mapToObj(Some::node).toList();
		Tables.Merge removal = this.tables.remove(gone);
		this.tables = removal.tables();
		this.outbox.news(removal.changes(), 100);
		assertThat(next(100).delta())
			.isEqualTo(new Delta(List.of(Some.member(101, MemberStatus.UP)), gone, 100, List.of(), List.of()));
	}

	@Test
	void aThousandChangesAreNoMoreThanTheMembers() {
		send(100);
		for (int version = 2; version < 102; version++) {
			for (int number = 1; number <= 10; number++) {
				change(Writers.about(Some.node(number), version), 101);
			}
		}
		Delta delta = next(120).delta();
		assertThat(delta.rows()).hasSize(10).allMatch((row) -> row.version() == 101);
		assertThat(delta.data()).hasSize(10).allMatch((row) -> row.version() == 101);
		acknowledge(121);
		assertThat(this.outbox.last(this.tables)).isNull();
	}

	@Test
	void atMostOneFrameIsUnacknowledged() {
		Outbox.Content first = announce(1, 100);
		change(Some.member(2, MemberStatus.DOWN), 200);
		assertThat(next(200)).isNull();
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(NEVER);
		this.outbox.acknowledged(first.sequence());
		this.outbox.resume(this.seen, 300);
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(300);
		Outbox.Content second = next(300);
		assertThat(second.sequence()).isEqualTo(first.sequence() + 1);
		assertThat(second.delta().members()).containsExactly(Some.member(2, MemberStatus.DOWN));
	}

	@Test
	void whatChangesWhileAFrameIsUnderWayIsNotLost() {
		announce(1, 100);
		change(Some.member(1, MemberStatus.DOWN), 110);
		acknowledge(115);
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(120);
		assertThat(next(120).delta().members()).containsExactly(Some.member(1, MemberStatus.DOWN));
	}

	@Test
	void anOldAcknowledgementFreesNothing() {
		send(100);
		announce(2, 200);
		change(Some.member(3, MemberStatus.DOWN), 300);
		this.outbox.acknowledged(1);
		this.outbox.resume(this.seen, 300);
		assertThat(next(300)).isNull();
		this.outbox.acknowledged(2);
		this.outbox.resume(this.seen, 310);
		assertThat(next(310)).isNotNull();
	}

	@Test
	void anAcknowledgementMayComeWithNews() {
		announce(1, 100);
		change(Some.member(2, MemberStatus.DOWN), 110);
		this.outbox.received(7, 1, this.seen, 111);
		Outbox.Content content = next(120);
		assertThat(content.sequence()).isEqualTo(2);
		assertThat(content.acknowledged()).isEqualTo(7);
		assertThat(this.outbox.owesAcknowledgement()).isFalse();
	}

	@Test
	void anAcknowledgementIsOwedUntilItIsAskedFor() {
		assertThat(this.outbox.owesAcknowledgement()).isFalse();
		assertThat(this.outbox.acknowledge()).isZero();
		this.outbox.received(1, 0, this.seen, 100);
		this.outbox.received(2, 0, this.seen, 110);
		assertThat(this.outbox.owesAcknowledgement()).isTrue();
		assertThat(this.outbox.acknowledge()).isEqualTo(2);
		assertThat(this.outbox.owesAcknowledgement()).isFalse();
	}

	@Test
	void anAcknowledgementWaitsForNewsToRideOn() {
		this.outbox.received(1, 0, this.seen, 100);
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(120);
		assertThat(next(119)).isNull();
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(120);
		assertThat(next(120)).isNull();
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(NEVER);
		assertThat(this.outbox.owesAcknowledgement()).isTrue();
	}

	@Test
	void whatCameOverTheLinkIsNotSentBack() {
		this.outbox.received(1, 0, this.seen, 100);
		this.tables = this.tables.merge(Some.delta(Some.member(1, MemberStatus.DOWN))).tables();
		this.seen = Some.seen(this.tables.members(), 0, 1);
		this.outbox.resume(this.seen, 100);
		Outbox.Content content = next(120);
		assertThat(content.acknowledged()).isEqualTo(1);
		assertThat(content.delta().isEmpty()).isTrue();
	}

	@Test
	void whoHasSeenTheStateIsCollectedEvenOnAQuietLink() {
		this.outbox.touch(100);
		this.outbox.touch(110);
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(120);
		assertThat(next(120).delta().isEmpty()).isTrue();
	}

	@Test
	void whoHasSeenTheStateIsToldOnce() {
		send(100);
		this.outbox.touch(200);
		assertThat(next(220)).isNull();
		this.seen = Some.seen(this.tables.members(), 0, 1);
		this.outbox.touch(300);
		assertThat(next(320)).isNotNull();
	}

	@Test
	void whatTheOtherSideHasSeenIsNotToldToIt() {
		SeenSet more = Some.seen(this.tables.members(), 0, 1);
		this.outbox.received(1, 0, more, 100);
		assertThat(next(120)).isNull();
		this.seen = more;
		this.outbox.resume(this.seen, 130);
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(NEVER);
	}

	@Test
	void aThousandSmallRecordsGoInOneFrame() {
		this.tables = Tables.EMPTY;
		change(new Delta(Some.up(1000).live(), List.of(), 0, List.of(), List.of()), 100);
		assertThat(next(100).delta().members()).hasSize(1000);
		acknowledge(101);
		for (int number = 1; number <= 1000; number++) {
			change(Some.member(number, MemberStatus.LEAVING), 200);
		}
		assertThat(next(200).delta().members()).hasSize(1000);
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(NEVER);
	}

	@Test
	void aFrameHoldsWhatSurelyFitsItAndTheRestFollows() {
		this.tables = Tables.EMPTY;
		change(new Delta(heavy(250), List.of(), 0, List.of(), List.of()), 100);
		Set<NodeId> told = new TreeSet<>();
		long now = 100;
		while (told.size() < 250) {
			assertThat(this.outbox.dueAt(BATCH)).isEqualTo(now);
			Delta delta = next(now).delta();
			assertThat(delta.members()).isNotEmpty();
			assertThat(delta.weight()).isLessThan(Limits.FRAME_BYTES);
			delta.members().forEach((record) -> told.add(record.id()));
			acknowledge(now + 1);
			now += BATCH;
		}
		assertThat(this.outbox.dueAt(BATCH)).isEqualTo(NEVER);
	}

	@Test
	void aRecordThatIsLargerThanAnyGoesAlone() {
		this.tables = Tables.EMPTY;
		change(new Delta(heavy(10), List.of(), 0, List.of(), List.of()), 100);
		send(100);
		acknowledge(101);
		NodeId first = this.tables.members().live().get(0).id();
		NodeId last = this.tables.members().live().get(9).id();
		change(new Delta(List.of(), List.of(), 0, List.of(new ObservationRow(first, 1, accusations())), List.of()),
				200);
		change(Writers.about(last, 1), 200);
		assertThat(next(200).delta().rows()).hasSize(1);
		acknowledge(201);
		assertThat(next(200 + BATCH).delta().rows()).isEqualTo(Writers.about(last, 1).rows());
	}

	private static SortedMap<NodeId, Evidence> accusations() {
		SortedMap<NodeId, Evidence> accusations = new TreeMap<>();
		IntStream.rangeClosed(1, 40_000).forEach((number) -> accusations.put(Some.node(number), Evidence.UNREACHABLE));
		return accusations;
	}

	@Test
	void whatANodeSaysIsNotToldBeforeThatItIsAMember() {
		this.tables = Tables.EMPTY;
		for (MemberRecord record : heavy(150)) {
			change(record, 100);
		}
		NodeId last = this.tables.members().live().get(149).id();
		change(Writers.about(last, 1), 100);
		assertThat(next(100).delta().data()).isEmpty();
		acknowledge(101);
		Delta second = next(100 + BATCH).delta();
		assertThat(second.members()).extracting(MemberRecord::id).contains(last);
		assertThat(second.data()).isNotEmpty();
	}

	@Test
	void theLastNewsAreToldInAsManyFramesAsTheyNeed() {
		this.tables = Tables.EMPTY;
		for (MemberRecord record : heavy(150)) {
			change(record, 100);
		}
		int first = this.outbox.last(this.tables).delta().members().size();
		assertThat(first).isBetween(50, 149);
		assertThat(this.outbox.last(this.tables).delta().members()).hasSize(150 - first);
		assertThat(this.outbox.last(this.tables)).isNull();
	}

	/** Members with as many and as long roles as are allowed. */
	private static List<MemberRecord> heavy(int count) {
		Set<String> roles = new TreeSet<>();
		for (int role = 0; role < Limits.ROLES; role++) {
			roles.add("x".repeat(Limits.ROLE_BYTES - 2) + (10 + role));
		}
		return IntStream.rangeClosed(1, count)
			.mapToObj((number) -> MemberRecord.of(Some.node(number), MemberStatus.UP, number, roles, "1.0"))
			.toList();
	}

	@Test
	void theLastNewsWaitForNothing() {
		announce(1, 100);
		change(Some.member(2, MemberStatus.DOWN), 101);
		Outbox.Content last = this.outbox.last(this.tables);
		assertThat(last.sequence()).isEqualTo(2);
		assertThat(last.delta().members()).containsExactly(Some.member(2, MemberStatus.DOWN));
		assertThat(this.outbox.last(this.tables)).isNull();
	}

	private void change(MemberRecord record, long now) {
		change(Some.delta(record), now);
	}

	private void change(Delta delta, long now) {
		Tables.Merge merge = this.tables.merge(delta);
		this.tables = merge.tables();
		this.outbox.news(merge.changes(), now);
	}

	private Outbox.@Nullable Content next(long now) {
		return this.outbox.next(this.tables, this.seen, now, BATCH);
	}

	private Outbox.Content announce(int number, long now) {
		change(Some.member(number, MemberStatus.LEAVING), now);
		return next(now);
	}

	/** A frame leaves and arrives. */
	private void send(long now) {
		announce(1, now);
		acknowledge(now);
	}

	private void acknowledge(long now) {
		this.outbox.acknowledged(Long.MAX_VALUE);
		this.outbox.resume(this.seen, now);
	}

}
