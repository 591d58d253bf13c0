package io.clusterboot.simulator.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

import io.clusterboot.simulator.schedule.Fault;
import io.clusterboot.simulator.schedule.NetworkFault;
import io.clusterboot.simulator.schedule.NetworkFault.Direction;
import io.clusterboot.simulator.schedule.NetworkFault.Traffic;
import io.clusterboot.simulator.schedule.NodeFault;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.schedule.Spread;
import io.clusterboot.simulator.schedule.TimedFault;

/**
 * Draws faults. Each schedule switches whole classes of faults off: with all of them on
 * at once, many rare combinations would never be seen (Groce et al., Swarm Testing, ISSTA
 * 2012).
 */
final class FaultDraw {

	private static final long SECOND = 1000;

	private final Random random;

	private final List<Integer> candidates;

	private final List<Function<FaultDraw, Drawn>> classes;

	/** A fault and how long it lasts. */
	private record Drawn(Fault fault, long lasting) {
	}

	FaultDraw(Random random, List<Integer> candidates) {
		this.random = random;
		this.candidates = candidates;
		this.classes = swarm(random);
	}

	private static List<Function<FaultDraw, Drawn>> swarm(Random random) {
		List<Function<FaultDraw, Drawn>> all = new ArrayList<>(List.of(FaultDraw::crash, FaultDraw::start,
				FaultDraw::restart, FaultDraw::leave, FaultDraw::down, FaultDraw::pause, FaultDraw::slow,
				FaultDraw::stall, FaultDraw::clockJump, FaultDraw::replay, FaultDraw::cut, FaultDraw::oneWayCut,
				FaultDraw::badLinks, FaultDraw::loss, FaultDraw::delay, FaultDraw::resets, FaultDraw::slowReceiver));
		List<Function<FaultDraw, Drawn>> chosen = new ArrayList<>(all);
		chosen.removeIf((kind) -> random.nextBoolean());
		return chosen.isEmpty() ? List.of(all.get(random.nextInt(all.size()))) : chosen;
	}

	/** Faults between two times; all of them are over at the second one. */
	List<TimedFault> between(long from, long to) {
		List<TimedFault> faults = new ArrayList<>();
		long meanGap = (2 + this.random.nextInt(18)) * SECOND;
		for (long at = from; at < to - SECOND; at += 1 + this.random.nextLong(2 * meanGap)) {
			Drawn drawn = this.classes.get(this.random.nextInt(this.classes.size())).apply(this);
			long lasting = Math.min(drawn.lasting(), to - at);
			faults.add(TimedFault.once(drawn.fault(), at, drawn.fault().lasts() ? Math.max(1, lasting) : 0));
		}
		return faults;
	}

	private Drawn crash() {
		return now(new NodeFault.Crash(few(), spread()));
	}

	private Drawn start() {
		return now(new NodeFault.Start(some(this.candidates.size()), spread()));
	}

	private Drawn restart() {
		return now(
				new NodeFault.Restart(few(), this.random.nextLong(10 * SECOND), this.random.nextBoolean(), spread()));
	}

	private Drawn leave() {
		return now(new NodeFault.Leave(few(), spread()));
	}

	private Drawn down() {
		return now(new NodeFault.Down(some(1), Selector.OTHERS));
	}

	private Drawn pause() {
		return new Drawn(new NodeFault.Pause(few()), length());
	}

	private Drawn slow() {
		return new Drawn(new NodeFault.Slow(few(), 1 + this.random.nextLong(300)), length());
	}

	private Drawn stall() {
		long most = SECOND / 2 + this.random.nextLong(6 * SECOND);
		return new Drawn(new NodeFault.Stall(few(), 100, most, 500, 5 * SECOND), length());
	}

	private Drawn clockJump() {
		return now(new NodeFault.ClockJump(few(), (this.random.nextLong(4) - 2) * 3600 * SECOND));
	}

	private Drawn replay() {
		return now(new NodeFault.Replay(some(1)));
	}

	private Drawn cut() {
		return new Drawn(new NetworkFault.Cut(traffic(some(Math.max(1, this.candidates.size() - 1)), Direction.BOTH)),
				length());
	}

	private Drawn oneWayCut() {
		return new Drawn(new NetworkFault.Cut(traffic(few(), direction())), length());
	}

	/** Only some links of one node. */
	private Drawn badLinks() {
		Selector one = some(1);
		return new Drawn(
				new NetworkFault.Cut(new Traffic(one, new Selector("random 25% of not " + one.text()), direction())),
				length());
	}

	private Drawn loss() {
		double rate = (1 + this.random.nextInt(18)) * 5 / 100.0;
		return new Drawn(new NetworkFault.Loss(traffic(few(), direction()), rate), length());
	}

	private Drawn delay() {
		long most = 10 + this.random.nextLong(3 * SECOND);
		return new Drawn(new NetworkFault.Delay(traffic(few(), direction()), 0, most), length());
	}

	private Drawn resets() {
		return new Drawn(
				new NetworkFault.Resets(traffic(few(), Direction.BOTH), SECOND + this.random.nextLong(20 * SECOND)),
				length());
	}

	private Drawn slowReceiver() {
		return new Drawn(new NetworkFault.SlowReceiver(few(), 200 + this.random.nextInt(5000)), length());
	}

	private static Drawn now(Fault fault) {
		return new Drawn(fault, 0);
	}

	private static Traffic traffic(Selector nodes, Direction direction) {
		return new Traffic(nodes, Selector.OTHERS, direction);
	}

	private Direction direction() {
		return Direction.values()[this.random.nextInt(Direction.values().length)];
	}

	private Spread spread() {
		return switch (this.random.nextInt(3)) {
			case 0 -> Spread.NONE;
			case 1 -> new Spread(1 + this.random.nextLong(50), true);
			default -> new Spread(1 + this.random.nextLong(5 * SECOND), true);
		};
	}

	/** Mostly short, sometimes longer than it takes to be downed. */
	private long length() {
		return switch (this.random.nextInt(4)) {
			case 0 -> 1 + this.random.nextLong(2 * SECOND);
			case 1, 2 -> SECOND + this.random.nextLong(15 * SECOND);
			default -> 10 * SECOND + this.random.nextLong(50 * SECOND);
		};
	}

	private Selector few() {
		return some(Math.max(1, this.candidates.size() / 3));
	}

	private Selector some(int most) {
		List<Integer> shuffled = new ArrayList<>(this.candidates);
		Collections.shuffle(shuffled, this.random);
		return Selector.of(shuffled.stream().limit(1 + this.random.nextInt(most)).sorted().toList());
	}

}
