package io.clusterboot.downing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.DowningSettings.Referee;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.Some;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of all sides of a split at most one goes on, under every strategy but none, although
 * each side has a picture of its own of the members that join, leave or were downed when
 * the split began.
 */
class SurvivorPropertyTests {

	@Property(tries = 2000)
	void keepMajority(@ForAll @IntRange(min = 2, max = 9) int size, @ForAll @IntRange(min = 2, max = 3) int sides,
			@ForAll boolean role, @ForAll long seed) {
		atMostOneGoesOn(settings(DowningMode.KEEP_MAJORITY, role), size, sides, seed);
	}

	@Property(tries = 2000)
	void staticQuorum(@ForAll @IntRange(min = 2, max = 9) int size, @ForAll @IntRange(min = 2, max = 3) int sides,
			@ForAll @IntRange(min = 1, max = 6) int quorum, @ForAll boolean role, @ForAll long seed) {
		atMostOneGoesOn(settings(DowningMode.STATIC_QUORUM, role).quorumSize(quorum), size, sides, seed);
	}

	@Property(tries = 2000)
	void keepOldest(@ForAll @IntRange(min = 2, max = 9) int size, @ForAll @IntRange(min = 2, max = 3) int sides,
			@ForAll boolean downIfAlone, @ForAll boolean role, @ForAll long seed) {
		atMostOneGoesOn(settings(DowningMode.KEEP_OLDEST, role).downIfAlone(downIfAlone), size, sides, seed);
	}

	@Property(tries = 2000)
	void keepReferee(@ForAll @IntRange(min = 2, max = 9) int size, @ForAll @IntRange(min = 2, max = 3) int sides,
			@ForAll @IntRange(min = 1, max = 9) int referee, @ForAll @IntRange(min = 1, max = 3) int least,
			@ForAll boolean role, @ForAll long seed) {
		atMostOneGoesOn(settings(DowningMode.KEEP_REFEREE, role).referee(new Referee(Some.address(referee), least)),
				size, sides, seed);
	}

	@Property(tries = 2000)
	void leaseMajority(@ForAll @IntRange(min = 2, max = 9) int size, @ForAll @IntRange(min = 2, max = 3) int sides,
			@ForAll boolean role, @ForAll long seed) {
		atMostOneGoesOn(settings(DowningMode.LEASE_MAJORITY, role), size, sides, seed);
	}

	@Property(tries = 200)
	void downAll(@ForAll @IntRange(min = 2, max = 9) int size, @ForAll @IntRange(min = 2, max = 3) int sides,
			@ForAll long seed) {
		assertThat(survivors(settings(DowningMode.DOWN_ALL, false), size, sides, seed)).isEmpty();
	}

	@Property(tries = 500)
	void withoutTransitionsExactlyOneSideOfTwoGoesOn(@ForAll @IntRange(min = 2, max = 9) int size,
			@ForAll boolean downIfAlone, @ForAll long seed) {
		Random random = new Random(seed);
		StringBuilder one = new StringBuilder();
		StringBuilder other = new StringBuilder();
		for (int number = 1; number <= size; number++) {
			(random.nextBoolean() ? one : other).append(number).append(' ');
		}
		List<DowningSettings.Builder> decisive = List.of(
				settings(DowningMode.KEEP_OLDEST, false).downIfAlone(downIfAlone),
				settings(DowningMode.KEEP_REFEREE, false).referee(new Referee(Some.address(1), 1)),
				settings(DowningMode.KEEP_MAJORITY, false));
		for (DowningSettings.Builder settings : decisive) {
			DowningStrategy strategy = DowningStrategies.of(settings.build());
			List<Sides.Fate> fates = new ArrayList<>();
			for (Split split : List.of(Sides.split(one.toString(), other.toString()),
					Sides.split(other.toString(), one.toString()))) {
				if (!split.everybody(true).isEmpty() && !split.everybody(false).isEmpty()) {
					fates.add(Sides.fate(split, strategy.decide(split)));
				}
			}
			if (!fates.isEmpty()) {
				assertThat(fates).containsExactlyInAnyOrder(Sides.Fate.GOES_ON, Sides.Fate.GIVES_IN);
			}
		}
	}

	private static DowningSettings.Builder settings(DowningMode mode, boolean role) {
		return DowningSettings.builder()
			.quorumSize(1)
			.referee(new Referee(Some.address(1), 1))
			.strategy(mode)
			.role(role ? "core" : null);
	}

	private static void atMostOneGoesOn(DowningSettings.Builder settings, int size, int sides, long seed) {
		assertThat(survivors(settings, size, sides, seed)).hasSizeLessThanOrEqualTo(1);
	}

	/** The sides that go on; each one downs all others. */
	private static List<Integer> survivors(DowningSettings.Builder settings, int size, int sides, long seed) {
		Random random = new Random(seed);
		DowningStrategy strategy = DowningStrategies.of(settings.build());
		World world = World.of(size, sides, random);
		int lease = random.nextInt(sides);
		List<Integer> survivors = new ArrayList<>();
		for (int side = 0; side < sides; side++) {
			Set<NodeId> ours = world.parts.get(side);
			List<MemberRecord> members = List.copyOf(world.views.get(side).values());
			// only an UP leader decides
			boolean acts = members.stream()
				.anyMatch((record) -> ours.contains(record.id()) && record.status() == MemberStatus.UP);
			if (!acts) {
				continue;
			}
			Set<NodeId> theirs = new TreeSet<>();
			members.stream()
				.filter((record) -> !ours.contains(record.id()) && record.status() != MemberStatus.DOWN)
				.forEach((record) -> theirs.add(record.id()));
			Decision decision = strategy.decide(new Split(members, theirs));
			Set<NodeId> down = (decision.condition() == null || side == lease) ? decision.down()
					: decision.condition().otherwise();
			if (Collections.disjoint(down, ours)) {
				assertThat(down).containsAll(theirs);
				survivors.add(side);
			}
		}
		return survivors;
	}

	/**
	 * Who is on which side, and how each side sees the members.
	 *
	 * @param parts the members of each side
	 * @param views the records that each side knows
	 */
	private record World(List<Set<NodeId>> parts, List<TreeMap<NodeId, MemberRecord>> views) {

		static World of(int size, int sides, Random random) {
			List<Set<NodeId>> parts = new ArrayList<>();
			List<TreeMap<NodeId, MemberRecord>> views = new ArrayList<>();
			int[] admitted = new int[sides];
			for (int side = 0; side < sides; side++) {
				parts.add(new TreeSet<>());
				views.add(new TreeMap<>());
				admitted[side] = random.nextInt(size + 1);
			}
			List<Integer> addresses = new ArrayList<>();
			for (int number = 1; number <= size; number++) {
				addresses.add(number);
			}
			Collections.shuffle(addresses, random);
			int joiners = random.nextInt(3);
			for (int age = 1; age <= size; age++) {
				int address = addresses.get(age - 1);
				parts.get(random.nextInt(sides)).add(Some.node(address));
				Set<String> roles = random.nextBoolean() ? Set.of("core") : Set.of();
				boolean joins = age > size - joiners;
				List<MemberStatus> steps = steps(random);
				for (int side = 0; side < sides; side++) {
					// leaders admit in order of age, so a side that knows of one knows of
					// those before
					MemberStatus status = joins ? admission(age <= admitted[side], random)
							: steps.get(random.nextInt(steps.size()));
					MemberRecord record = record(address, status, age, roles);
					if (record != null) {
						views.get(side).put(record.id(), record);
					}
				}
			}
			return new World(parts, views);
		}

		private static MemberStatus admission(boolean admitted, Random random) {
			if (admitted) {
				return MemberStatus.UP;
			}
			return random.nextBoolean() ? MemberStatus.JOINING : MemberStatus.WEAKLY_UP;
		}

		/** What two nodes can know of one member at the same time. */
		private static List<MemberStatus> steps(Random random) {
			List<List<MemberStatus>> known = List.of(List.of(MemberStatus.UP), List.of(MemberStatus.UP),
					List.of(MemberStatus.UP), List.of(MemberStatus.UP, MemberStatus.LEAVING),
					List.of(MemberStatus.LEAVING, MemberStatus.EXITING),
					List.of(MemberStatus.EXITING, MemberStatus.REMOVED), List.of(MemberStatus.UP, MemberStatus.DOWN),
					List.of(MemberStatus.LEAVING, MemberStatus.DOWN));
			return known.get(random.nextInt(known.size()));
		}

		private static @Nullable MemberRecord record(int address, MemberStatus status, int age, Set<String> roles) {
			if (status == MemberStatus.REMOVED) {
				return null;
			}
			int upNumber = (status == MemberStatus.JOINING || status == MemberStatus.WEAKLY_UP) ? 0 : age;
			return MemberRecord.of(Some.node(address), status, upNumber, roles, "");
		}

	}

}
