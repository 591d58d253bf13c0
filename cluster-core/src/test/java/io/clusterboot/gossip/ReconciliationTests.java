package io.clusterboot.gossip;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.Hashes;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Some;
import io.clusterboot.state.Tables;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What two nodes with different tables tell each other.
 */
class ReconciliationTests {

	private static final int MOST_NODES = 100;

	@ParameterizedTest(name = "{0} members: {1}")
	@CsvSource({ "0, 1", "1, 1", "31, 1", "32, 2", "65, 4", "127, 4", "128, 8", "300, 16", "20000, 1024",
			"1000000, 4096" })
	void thereAreAboutSixteenMembersInABucket(int members, int buckets) {
		assertThat(Reconciliation.bucketCount(members)).isEqualTo(buckets);
	}

	@Test
	void theBucketsMakeUpTheWholeTable() {
		Tables tables = Writers.established(300).remove(Some.nodes(7)).tables();
		Fingerprint whole = sum(tables.members().live().stream().map((record) -> tables.about(record.id())).toList());
		for (int buckets : List.of(1, 4, 16, 4096)) {
			List<Fingerprint> sums = Reconciliation.sums(tables, buckets);
			assertThat(sums).hasSize(buckets);
			assertThat(sum(sums)).isEqualTo(whole);
		}
	}

	@Test
	void everyMemberIsInOneBucket() {
		Tables tables = Writers.established(300);
		List<Fingerprint> sums = Reconciliation.sums(tables, 16);
		Map<Long, Fingerprint> all = new HashMap<>();
		for (int bucket = 0; bucket < 16; bucket++) {
			Map<Long, Fingerprint> hashes = Reconciliation.hashes(tables, 16, List.of(bucket));
			assertThat(sum(hashes.values())).isEqualTo(sums.get(bucket));
			hashes.forEach((key, sum) -> assertThat(all.put(key, sum)).isNull());
		}
		assertThat(all).hasSize(300);
		assertThat(all).isEqualTo(Reconciliation.hashes(tables, 16, IntStream.range(0, 16).boxed().toList()));
		assertThat(all.get(Hashes.key(Some.node(5)))).isEqualTo(tables.about(Some.node(5)));
	}

	@Test
	void oneNewerRecordOfAnyKindMakesOneBucketDiffer() {
		Tables tables = Writers.established(300);
		Delta about = Writers.about(Some.node(5), 2);
		for (Delta delta : List.of(Some.delta(Some.member(5, MemberStatus.DOWN)),
				new Delta(List.of(), List.of(), 0, about.rows(), List.of()),
				new Delta(List.of(), List.of(), 0, List.of(), about.data()))) {
			Tables newer = tables.merge(delta).tables();
			List<Integer> differing = Reconciliation.differing(newer, Reconciliation.sums(tables, 16));
			assertThat(differing).hasSize(1);
			assertThat(Reconciliation.hashes(tables, 16, differing)).containsKey(Hashes.key(Some.node(5)));
		}
	}

	@Test
	void onlyNodesThatDifferAreSentAndWanted() {
		Tables before = Writers.established(300);
		Tables ours = before.merge(Some.delta(Some.member(5, MemberStatus.DOWN), Some.member(301, MemberStatus.UP)))
			.tables();
		Tables theirs = before.merge(Some.delta(Some.member(302, MemberStatus.UP))).tables();
		List<Integer> buckets = IntStream.range(0, 16).boxed().toList();
		Reconciliation.Exchange exchange = Reconciliation.exchange(ours, 16, buckets,
				Reconciliation.hashes(theirs, 16, buckets));
		Delta about = Writers.about(Some.node(5), 1);
		assertThat(exchange.delta())
			.isEqualTo(new Delta(List.of(Some.member(5, MemberStatus.DOWN), Some.member(301, MemberStatus.UP)),
					List.of(), 0, about.rows(), about.data()));
		assertThat(exchange.wanted()).containsExactlyInAnyOrder(Hashes.key(Some.node(5)), Hashes.key(Some.node(302)));
	}

	@Test
	void aBucketThatIsNotAskedForIsNotExchanged() {
		Tables ours = Writers.established(300);
		Reconciliation.Exchange exchange = Reconciliation.exchange(ours, 16, List.of(3), Map.of());
		assertThat(exchange.delta().members()).extracting((record) -> Hashes.key(record.id()) & 15).containsOnly(3L);
		assertThat(exchange.wanted()).isEmpty();
	}

	@Test
	void recordsAreThoseOfTheLiveNodesAmongTheWanted() {
		Tables tables = Writers.established(70).remove(Some.nodes(2)).tables();
		Delta about = Writers.about(Some.node(1), 1);
		assertThat(Reconciliation.records(tables,
				List.of(Hashes.key(Some.node(1)), Hashes.key(Some.node(2)), Hashes.key(Some.node(99)))))
			.isEqualTo(
					new Delta(List.of(Some.member(1, MemberStatus.UP)), Some.nodes(2), 1, about.rows(), about.data()));
	}

	@Test
	void tombstonesGoAlongAlways() {
		Tables tables = Writers.established(70).remove(Some.nodes(2, 3)).tables();
		Delta tombstones = new Delta(List.of(), Some.nodes(2, 3), 2, List.of(), List.of());
		assertThat(Reconciliation.records(tables, List.of())).isEqualTo(tombstones);
		assertThat(Reconciliation.exchange(tables, 4, List.of(), Map.of()).delta()).isEqualTo(tombstones);
		assertThat(Reconciliation.missingFrom(tables, tables.everything())).isEqualTo(tombstones);
	}

	@Test
	void aFrameHoldsTheRecordsOfAHundredNodes() {
		Tables ours = Writers.established(300);
		List<Integer> all = List.of(0);
		Map<Long, Fingerprint> hashes = Reconciliation.hashes(ours, 1, all);
		assertThat(Reconciliation.exchange(ours, 1, all, Map.of()).delta().members()).hasSize(MOST_NODES);
		assertThat(Reconciliation.exchange(Tables.EMPTY, 1, all, hashes).wanted()).hasSize(MOST_NODES);
		assertThat(Reconciliation.records(ours, hashes.keySet()).members()).hasSize(MOST_NODES);
	}

	@Test
	void whoSentAllItHasIsToldWhatItLacks() {
		Tables theirs = Writers.established(5).remove(Some.nodes(1)).tables();
		Tables ours = Writers.established(6).merge(Writers.about(Some.node(3), 2)).tables();
		Delta missing = Reconciliation.missingFrom(ours, theirs.everything());
		assertThat(missing.members()).extracting(MemberRecord::id).isEqualTo(Some.nodes(1, 3, 6));
		assertThat(missing.rows()).hasSize(3);
		assertThat(missing.data()).hasSize(3);
	}

	@Test
	void aDifferenceInTheRemovalsAloneIsFoundToo() {
		for (int size : List.of(5, 100)) {
			Tables tables = Writers.established(size);
			Delta counter = new Delta(List.of(), List.of(), 3, List.of(), List.of());
			Conversation conversation = new Conversation(tables, tables.merge(counter).tables());
			conversation.exchange();
			assertThat(conversation.isSettled()).isTrue();
			assertThat(conversation.one.members().removals()).isEqualTo(3);
		}
	}

	@Test
	void aRemovalIsNotUndoneByTheOtherSide() {
		for (int size : List.of(5, 100)) {
			Tables tables = Writers.established(size);
			Conversation conversation = new Conversation(tables,
					tables.merge(Some.delta(Some.record(Some.node(1, 2), MemberStatus.JOINING, 0)))
						.tables()
						.remove(Some.nodes(2))
						.tables());
			conversation.exchange();
			assertThat(conversation.isSettled()).isTrue();
			assertThat(ids(conversation.one)).hasSize(size - 1)
				.contains(Some.node(1, 2))
				.doesNotContain(Some.node(1), Some.node(2));
		}
	}

	@Property(tries = 200)
	void twoNodesEndAlike(@ForAll("sizes") int size, @ForAll long seed) {
		Random random = new Random(seed);
		Conversation conversation = Conversation.random(size, random.nextInt(2 * size), random);
		Tables union = conversation.one.merge(conversation.other.everything()).tables();
		int exchanges = Math.max(1, (conversation.differences() + MOST_NODES - 1) / MOST_NODES);
		for (int i = 0; i < exchanges; i++) {
			conversation.exchange();
		}
		assertThat(conversation.one.digest()).isEqualTo(union.digest());
		assertThat(conversation.other.digest()).isEqualTo(union.digest());
	}

	@Property(tries = 100)
	void upToSixtyFourMembersOneStepIsEnough(@ForAll @IntRange(min = 1, max = 64) int size, @ForAll long seed) {
		Conversation conversation = Conversation.random(size, size, new Random(seed));
		Assume.that(conversation.one.members().size() <= Reconciliation.SMALL);
		conversation.reconcile();
		assertThat(conversation.isSettled()).isTrue();
	}

	@Property(tries = 100)
	void inALargeTableOnlyWhatDiffersTravels(@ForAll @IntRange(min = 65, max = 300) int size, @ForAll long seed) {
		Random random = new Random(seed);
		// thirty may leave
		Conversation conversation = Conversation.random(size + 30, random.nextInt(31), random);
		int differences = conversation.differences();
		conversation.reconcile();
		int records = conversation.sent.stream().mapToInt((delta) -> delta.members().size()).sum();
		// each side sends its own picture of a node
		assertThat(records).isBetween(differences, 2 * differences);
		conversation.exchange();
		assertThat(conversation.isSettled()).isTrue();
	}

	@Property(tries = 100)
	void noMoreBucketsDifferThanNodes(@ForAll @IntRange(min = 65, max = 300) int size, @ForAll long seed) {
		Conversation conversation = Conversation.random(size, 5, new Random(seed));
		int buckets = Reconciliation.bucketCount(size);
		List<Integer> differing = Reconciliation.differing(conversation.other,
				Reconciliation.sums(conversation.one, buckets));
		assertThat(differing).hasSizeLessThanOrEqualTo(conversation.differences());
	}

	@Property(tries = 100)
	void equalNodesExchangeNothing(@ForAll("sizes") int size, @ForAll long seed) {
		Conversation conversation = Conversation.random(size, size, new Random(seed));
		Tables union = conversation.one.merge(conversation.other.everything()).tables();
		Tables other = conversation.other.merge(conversation.one.everything()).tables();
		int buckets = Reconciliation.bucketCount(size);
		List<Fingerprint> sums = Reconciliation.sums(union, buckets);
		assertThat(Reconciliation.differing(other, sums)).isEmpty();
		assertThat(Reconciliation.hashes(other, buckets, List.of())).isEmpty();
		List<Integer> all = IntStream.range(0, buckets).boxed().toList();
		Reconciliation.Exchange exchange = Reconciliation.exchange(union, buckets, all,
				Reconciliation.hashes(other, buckets, all));
		assertThat(exchange.wanted()).isEmpty();
		for (Delta delta : List.of(exchange.delta(), Reconciliation.missingFrom(union, other.everything()))) {
			assertThat(delta.members()).isEmpty();
			assertThat(delta.rows()).isEmpty();
			assertThat(delta.data()).isEmpty();
		}
	}

	@Provide
	Arbitrary<Integer> sizes() {
		return Arbitraries.of(5, 64, 65, 300);
	}

	private static List<NodeId> ids(Tables tables) {
		return tables.members().live().stream().map(MemberRecord::id).toList();
	}

	private static Fingerprint sum(Collection<Fingerprint> sums) {
		return sums.stream().reduce(Fingerprint.ZERO, Fingerprint::plus);
	}

}
