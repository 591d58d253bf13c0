package io.clusterboot.simulator.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.clusterboot.simulator.schedule.Always;
import io.clusterboot.simulator.schedule.Expected;
import io.clusterboot.simulator.schedule.Moment;
import io.clusterboot.simulator.schedule.NodeFault;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.schedule.Spread;
import io.clusterboot.simulator.schedule.TimedFault;

/**
 * Draws a whole schedule from a seed: how many nodes, their settings, what goes wrong.
 * The same seed draws the same schedule. All choices are written into the schedule, so
 * that it can be made smaller.
 */
public final class RandomSchedules {

	/** How long a random run is by default: ten minutes, in ms. */
	public static final long MILLIS = 600_000;

	private static final long SECOND = 1000;

	private static final int LEAST_NODES = 5;

	private static final int MOST_NODES = 20;

	/** The time to form a cluster before the first fault. */
	private static final long FORMING = 10 * SECOND;

	/** The time after the last fault in which all must become one again. */
	private static final long MENDING = 90 * SECOND;

	/** Up to this share of faulty nodes no healthy one may be downed. */
	private static final int FAULTY_PERCENT = 20;

	private RandomSchedules() {
	}

	/**
	 * Faults all the time.
	 * @param name the schedule's name
	 * @param seed decides everything
	 * @param nodes how many nodes; 0 to draw 5 to 20
	 * @param millis how long, in virtual ms
	 * @return the schedule
	 */
	public static Schedule safety(String name, long seed, int nodes, long millis) {
		Random random = new Random(seed * 7_368_787 + 1);
		Schedule quiet = quiet(name, seed, random, nodes, millis);
		// a third of the runs is disturbed from the first moment on
		long from = (random.nextInt(3) == 0) ? 1 : FORMING;
		List<Integer> all = IntStream.range(0, quiet.nodes()).boxed().toList();
		return quiet.withFaults(new FaultDraw(random, all).between(from, millis));
	}

	/**
	 * Faults that end; then all live nodes must become one cluster. In half of the
	 * schedules only few nodes are faulty, and no other one may be downed.
	 * @param name the schedule's name
	 * @param seed decides everything
	 * @param nodes how many nodes; 0 to draw 5 to 20
	 * @param millis how long, in virtual ms
	 * @return the schedule
	 */
	public static Schedule liveness(String name, long seed, int nodes, long millis) {
		Random random = new Random(seed * 7_368_787 + 2);
		Schedule quiet = quiet(name, seed, random, nodes, millis);
		long end = Math.max(millis / 2, millis - MENDING);
		boolean fewFaulty = random.nextBoolean();
		List<Integer> faulty = new ArrayList<>(IntStream.range(0, quiet.nodes()).boxed().toList());
		if (fewFaulty) {
			Collections.shuffle(faulty, random);
			faulty = faulty.subList(0, Math.max(1, quiet.nodes() * FAULTY_PERCENT / 100));
		}
		List<TimedFault> faults = new ArrayList<>(
				new FaultDraw(random, faulty).between(Math.min(FORMING, end / 2), end));
		// who stays away is downed and removed by those who are a majority without them;
		// where nobody can be sure of that, all come back
		boolean mayStayAway = fewFaulty && !quiet.settings().containsKey(Strategies.ROLE)
				&& !"none".equals(quiet.settings().get(Strategies.PROPERTY));
		if (!mayStayAway || random.nextBoolean()) {
			faults.add(TimedFault.once(new NodeFault.Start(Selector.ALL, Spread.NONE), end + 10 * SECOND, 0));
		}
		List<Expected> expectations = new ArrayList<>();
		expectations.add(Expected.at(new Moment.Agreed(Selector.RUNNING), millis, MENDING));
		if (fewFaulty && sparesTheHealthy(quiet.settings())) {
			expectations.add(Expected.always(new Always.NeverDown(new Selector("not " + Selector.of(faulty).text()))));
		}
		return quiet.withFaults(faults).withExpectations(expectations);
	}

	/**
	 * Whether the strategy promises that a faulty minority draws nobody into it: not so
	 * where one member decides for all, where one report suffices, or where all go down.
	 */
	private static boolean sparesTheHealthy(Map<String, String> settings) {
		boolean byMajority = Strategies.isByMajority(settings.getOrDefault(Strategies.PROPERTY, ""));
		return byMajority && !settings.containsKey("cluster.failure-detector.reachability")
				&& !settings.containsKey(Strategies.ROLE) && !settings.containsKey(Strategies.UNSTABLE)
				&& !settings.containsKey(Strategies.INDIRECT);
	}

	private static Schedule quiet(String name, long seed, Random random, int nodes, long millis) {
		// small ones more often: they cost less, and most faults need few nodes
		int span = MOST_NODES - LEAST_NODES + 1;
		int size = (nodes > 0) ? nodes : LEAST_NODES + Math.min(random.nextInt(span), random.nextInt(span));
		Schedule schedule = Schedule.quiet(name, size, millis).withWire(random.nextInt(10) == 0);
		return Strategies.withRole(schedule.withSettings(settings(random, size)), new Random(seed * 7_368_787 + 3));
	}

	private static Map<String, String> settings(Random random, int size) {
		Map<String, String> settings = new LinkedHashMap<>(Strategies.draw(random, size));
		if (random.nextInt(4) == 0) {
			settings.put("cluster.failure-detector.observers", String.valueOf(3 + random.nextInt(8)));
		}
		if (random.nextInt(8) == 0) {
			settings.put("cluster.failure-detector.reachability", "any-observer");
		}
		if (random.nextInt(8) == 0) {
			settings.put("cluster.downing.stable-after", (2 + random.nextInt(10)) + "s");
		}
		return settings;
	}

}
