package io.clusterboot.simulator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.simulator.invariant.InvariantViolation;
import io.clusterboot.simulator.invariant.Safety;
import io.clusterboot.simulator.schedule.Always;
import io.clusterboot.simulator.schedule.Expected;
import io.clusterboot.simulator.schedule.Moment;
import io.clusterboot.simulator.schedule.Quantities;
import io.clusterboot.simulator.schedule.Schedule;
import io.clusterboot.simulator.schedule.SettingsOf;
import io.clusterboot.simulator.schedule.SettingsText;
import io.clusterboot.simulator.schedule.Selector;
import io.clusterboot.simulator.world.Setup;
import io.clusterboot.simulator.world.SimulatedCluster;
import org.jspecify.annotations.Nullable;

/**
 * One run: a schedule and a seed in a world of their own. For one thread and one use;
 * several runs may go on side by side.
 */
public final class Play {

	private static final long LOOK_EVERY = 20;

	/**
	 * So long before bytes are measured frames are encoded: the first ones of a link say
	 * more than those after them.
	 */
	private static final long LEARNING = 5000;

	private static final double MILLIS = 1000.0;

	private static final double NANOS = 1e9;

	private final Schedule schedule;

	private final long seed;

	private final SimulatedCluster world;

	private final Verdicts verdicts;

	private final Downings downings = new Downings();

	private final Sightings sightings;

	private final Measurements measurements;

	private final Lineup lineup;

	private final FaultPlayer faults;

	private final List<Vigil> vigils = new ArrayList<>();

	private final @Nullable Story story;

	private int waiting;

	private Play(Schedule schedule, long seed, boolean tells) {
		this.schedule = schedule;
		this.seed = seed;
		NamedNodes named = new NamedNodes(schedule, seed);
		this.world = new SimulatedCluster(new Setup(seed, nodes(schedule, named), schedule.wire()));
		Safety.watch(this.world);
		this.verdicts = new Verdicts(this.world);
		this.world.listen(this.downings);
		this.sightings = new Sightings(schedule.nodes());
		this.world.listen(this.sightings);
		Health health = new Health(schedule.nodes());
		this.measurements = new Measurements(this.world, this.sightings, health);
		this.lineup = new Lineup(this.world, named, this.downings);
		this.faults = new FaultPlayer(this.world, schedule, this.lineup, health, this.measurements, this.downings);
		this.story = tells ? new Story(this.world, this.sightings, schedule.millis()) : null;
	}

	/**
	 * Plays a schedule.
	 * @param schedule the schedule
	 * @param seed decides everything random
	 * @return what it showed
	 */
	public static Result of(Schedule schedule, long seed) {
		return new Play(schedule, seed, false).result();
	}

	/**
	 * Plays a schedule and keeps what happened, which costs time and memory in a large
	 * cluster.
	 * @param schedule the schedule
	 * @param seed decides everything random
	 * @return what it showed, and all that happened
	 */
	public static Told tell(Schedule schedule, long seed) {
		Play play = new Play(schedule, seed, true);
		Result result = play.result();
		Story story = Objects.requireNonNull(play.story);
		return new Told(schedule, result, play.faults.incidents(), story.phases(), story.events(), story.sizes());
	}

	private static List<ClusterSettings> nodes(Schedule schedule, NamedNodes names) {
		List<ClusterSettings> nodes = new ArrayList<>();
		List<NodeAddress> seeds = names.addresses(schedule.seedNodes());
		for (int i = 0; i < schedule.nodes(); i++) {
			Integer number = i;
			List<NodeAddress> own = seeds;
			ClusterSettings settings = ClusterSettings.builder()
				.name("simulation")
				.address(SimulatedCluster.address(i))
				.build();
			settings = SettingsText.apply(settings, schedule.settings());
			for (SettingsOf of : schedule.settingsOf()) {
				if (names.choose(of.nodes()).contains(number)) {
					Selector ownSeeds = of.seedNodes();
					own = (ownSeeds != null) ? names.addresses(ownSeeds) : own;
					settings = SettingsText.apply(settings, of.settings());
				}
			}
			nodes.add(settings.toBuilder().join(settings.join().withSeedNodes(own)).build());
		}
		return nodes;
	}

	private Result result() {
		long begun = System.nanoTime();
		plan();
		try {
			this.world.runFor(this.schedule.millis());
			while (this.waiting > 0 && this.world.now() < this.schedule.latestEnd()) {
				this.world.runFor(LOOK_EVERY);
			}
			this.vigils.forEach((vigil) -> vigil.end(this.downings, this.measurements));
		}
		catch (InvariantViolation ex) {
			this.verdicts.add("invariant " + ex.number(), String.valueOf(ex.getMessage()));
		}
		catch (RuntimeException ex) {
			// whatever comes out of the engine ends the run: nothing may
			this.verdicts.add(kind(ex), String.valueOf(ex.getMessage()) + origin(ex));
		}
		this.measurements.end();
		double wall = (System.nanoTime() - begun) / NANOS;
		List<Violation> violations = this.verdicts.all();
		return new Result(this.schedule.name(), this.schedule.nodes(), this.seed, violations.isEmpty(), violations,
				this.world.now() / MILLIS, Math.round(wall * MILLIS) / MILLIS, this.world.events(),
				this.measurements.detection().durations().percentiles(),
				this.measurements.agreement().durations().percentiles(), this.measurements.outcomes().all(),
				this.measurements.falsePositives(), this.measurements.shares().bytesPerNodePerSecond(),
				this.measurements.shares().framesPerNodePerSecond(), this.world.network().traffic().maxQueueBytes(),
				this.measurements.distinctSizes(), this.measurements.hash().end(this.world));
	}

	private static String kind(RuntimeException ex) {
		return ex.getClass().getSimpleName();
	}

	private static String origin(RuntimeException ex) {
		StackTraceElement[] trace = ex.getStackTrace();
		return (trace.length > 0) ? " (" + trace[0] + ")" : "";
	}

	private void plan() {
		this.faults.plan();
		this.world.network().traffic().encode(isEncodedAlways());
		this.world.at(this.schedule.measureFrom() - LEARNING,
				() -> this.world.network().traffic().encode(this.schedule.wire()));
		this.world.at(this.schedule.measureFrom(), this.measurements.shares()::begin);
		if (this.schedule.measureUntil() > 0) {
			this.world.at(this.schedule.measureUntil(), () -> {
				this.world.network().traffic().encode(isEncodedAlways());
				this.measurements.shares().end();
			});
		}
		Moments moments = new Moments(this.world, this.lineup);
		for (Expected expected : this.schedule.expectations()) {
			long at = (expected.at() == Expected.END) ? this.schedule.millis() : expected.at();
			if (expected.expectation() instanceof Moment moment) {
				this.waiting++;
				this.world.at(at, () -> look(moments, moment, expected, at + expected.within()));
			}
			else if (expected.expectation() instanceof Always) {
				Vigil vigil = new Vigil(this.world, this.lineup, this.verdicts, expected);
				this.vigils.add(vigil);
				this.sightings.tell(vigil);
				this.downings.observe(vigil);
				this.world.at(at, vigil::begin);
			}
		}
	}

	private boolean isEncodedAlways() {
		return this.schedule.wire() && this.schedule.nodes() <= Schedule.MOST_ENCODED;
	}

	private void look(Moments moments, Moment moment, Expected expected, long until) {
		String missing = moments.missing(moment);
		if (missing == null) {
			this.waiting--;
		}
		else if (this.world.now() >= until) {
			this.waiting--;
			String within = (expected.within() > 0) ? "not within " + Quantities.duration(expected.within()) + ": "
					: "";
			this.verdicts.add(expected, within + missing);
		}
		else {
			this.world.at(Math.min(until, this.world.now() + LOOK_EVERY), () -> look(moments, moment, expected, until));
		}
	}

}
