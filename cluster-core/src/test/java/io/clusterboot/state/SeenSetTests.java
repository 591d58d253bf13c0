package io.clusterboot.state;

import java.util.Set;
import java.util.TreeSet;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who has seen a state: a set that only grows, and never beyond its state.
 */
class SeenSetTests {

	private static final Fingerprint STATE = new Fingerprint(1, 2);

	private static final Fingerprint OTHER_STATE = new Fingerprint(1, 3);

	@Test
	void oneMemberAloneIsCompleteAtOnce() {
		assertThat(SeenSet.single(STATE, 1, 0).isComplete()).isTrue();
	}

	@Test
	void aStateWithoutMembersIsNeverComplete() {
		assertThat(SeenSet.single(STATE, 0, -1).isComplete()).isFalse();
	}

	@Test
	void nobodyHasSeenAnythingWithoutAPlace() {
		SeenSet nobody = SeenSet.single(STATE, 3, -1);
		assertThat(places(nobody, 3)).isEmpty();
		assertThat(nobody.isComplete()).isFalse();
	}

	@Test
	void whoHasSeenAnotherStateCountsForNothing() {
		SeenSet ours = SeenSet.single(STATE, 2, 0);
		SeenSet theirs = SeenSet.single(OTHER_STATE, 2, 1);
		assertThat(ours.merge(theirs, 2)).isSameAs(ours);
		assertThat(ours.merge(SeenSet.complete(OTHER_STATE), 2)).isSameAs(ours);
		assertThat(ours.covers(theirs)).isFalse();
		assertThat(SeenSet.complete(STATE).covers(theirs)).isFalse();
	}

	@Test
	void theMarkOfCompletenessStandsForEverybody() {
		SeenSet complete = SeenSet.complete(STATE);
		assertThat(complete.words()).isEmpty();
		assertThat(complete.contains(0)).isTrue();
		assertThat(complete.contains(999)).isTrue();
		assertThat(SeenSet.single(STATE, 1000, 7).merge(complete, 1000)).isSameAs(complete);
		assertThat(complete.merge(SeenSet.single(STATE, 1000, 7), 1000)).isSameAs(complete);
		assertThat(complete.covers(SeenSet.single(STATE, 1000, 7))).isTrue();
		assertThat(SeenSet.single(STATE, 1000, 7).covers(complete)).isFalse();
	}

	@Test
	void theLastOneMissingMakesItComplete() {
		for (int size : new int[] { 2, 63, 64, 65, 128, 129 }) {
			SeenSet seen = SeenSet.single(STATE, size, -1);
			for (int place = 0; place < size; place++) {
				assertThat(seen.isComplete()).isFalse();
				seen = seen.merge(SeenSet.single(STATE, size, place), size);
			}
			assertThat(seen).isEqualTo(SeenSet.complete(STATE));
		}
	}

	@Test
	void bitsBeyondTheMembersAreDropped() {
		SeenSet ours = SeenSet.single(STATE, 3, 0);
		SeenSet merged = ours.merge(SeenSet.received(STATE, new long[] { 0b11010, 0b1 }), 3);
		assertThat(places(merged, 200)).containsExactly(0, 1);
		assertThat(merged.isComplete()).isFalse();
	}

	@Test
	void bitsBeyondTheMembersAreNoNews() {
		SeenSet ours = SeenSet.single(STATE, 3, 0);
		assertThat(ours.merge(SeenSet.received(STATE, new long[] { 0b1001, 0b1 }), 3)).isSameAs(ours);
	}

	@Test
	void aBitmapThatIsTooShortLacksTheRest() {
		SeenSet received = SeenSet.received(STATE, new long[0]);
		assertThat(received.contains(0)).isFalse();
		SeenSet ours = SeenSet.single(STATE, 100, 99);
		assertThat(ours.covers(received)).isTrue();
		assertThat(received.covers(ours)).isFalse();
		assertThat(received.merge(ours, 100)).isEqualTo(ours);
	}

	@Test
	void theBitmapCannotBeChangedFromOutside() {
		long[] words = { 1 };
		SeenSet received = SeenSet.received(STATE, words);
		words[0] = 3;
		received.words()[0] = 5;
		assertThat(places(received, 64)).containsExactly(0);
	}

	@Property(tries = 500)
	void aMergeIsTheUnion(@ForAll("sets") Tuple.Tuple4<Integer, SeenSet, SeenSet, SeenSet> sets) {
		int size = sets.get1();
		SeenSet one = sets.get2();
		SeenSet two = sets.get3();
		SeenSet three = sets.get4();
		Set<Integer> union = places(one, size);
		union.addAll(places(two, size));
		SeenSet merged = one.merge(two, size);
		assertThat(places(merged, size)).isEqualTo(union);
		assertThat(merged.isComplete()).isEqualTo(union.size() == size);
		assertThat(merged).isEqualTo(two.merge(one, size));
		assertThat(merged.merge(three, size)).isEqualTo(one.merge(two.merge(three, size), size));
		assertThat(merged.merge(two, size)).isSameAs(merged);
		assertThat(merged.covers(one)).isTrue();
		assertThat(merged.covers(two)).isTrue();
	}

	@Property(tries = 500)
	void aSetCoversAnotherExactlyWhenAMergeAddsNothing(
			@ForAll("sets") Tuple.Tuple4<Integer, SeenSet, SeenSet, SeenSet> sets) {
		SeenSet one = sets.get2();
		SeenSet two = sets.get3();
		boolean contains = places(one, sets.get1()).containsAll(places(two, sets.get1()));
		assertThat(one.covers(two)).isEqualTo(contains);
		assertThat(one.merge(two, sets.get1()) == one).isEqualTo(contains);
	}

	@Property(tries = 300)
	void whatWasSentIsWhatArrives(@ForAll("sets") Tuple.Tuple4<Integer, SeenSet, SeenSet, SeenSet> sets) {
		SeenSet sent = sets.get2();
		SeenSet arrived = sent.isComplete() ? SeenSet.complete(sent.fingerprint())
				: SeenSet.received(sent.fingerprint(), sent.words());
		assertThat(arrived).isEqualTo(sent).hasSameHashCodeAs(sent);
	}

	@Provide
	Arbitrary<Tuple.Tuple4<Integer, SeenSet, SeenSet, SeenSet>> sets() {
		return Arbitraries.of(1, 2, 3, 63, 64, 65, 130)
			.flatMap((size) -> set(size).flatMap(
					(one) -> set(size).flatMap((two) -> set(size).map((three) -> Tuple.of(size, one, two, three)))));
	}

	private static Arbitrary<SeenSet> set(int size) {
		return Arbitraries.integers().between(0, size - 1).set().ofMaxSize(size).map((places) -> {
			SeenSet seen = SeenSet.single(STATE, size, -1);
			for (int place : places) {
				seen = seen.merge(SeenSet.single(STATE, size, place), size);
			}
			return seen;
		});
	}

	private static Set<Integer> places(SeenSet seen, int size) {
		Set<Integer> places = new TreeSet<>();
		for (int place = 0; place < size; place++) {
			if (seen.contains(place)) {
				places.add(place);
			}
		}
		return places;
	}

}
