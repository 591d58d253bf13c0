package io.clusterboot.simulator.schedule;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happens to processes.
 */
public sealed interface NodeFault extends Fault {

	@Override
	default Map<String, String> details() {
		return Map.of();
	}

	@Override
	default boolean lasts() {
		return false;
	}

	/**
	 * The process is started, if it does not run.
	 *
	 * @param nodes whom
	 * @param spread how the starts are spread
	 */
	record Start(Selector nodes, Spread spread) implements NodeFault {

		@Override
		public Fault on(Selector other) {
			return new Start(other, this.spread);
		}

		@Override
		public String kind() {
			return "start";
		}

		@Override
		public Map<String, String> details() {
			return this.spread.details();
		}
	}

	/**
	 * The process is killed.
	 *
	 * @param nodes whom
	 * @param spread how the crashes are spread
	 */
	record Crash(Selector nodes, Spread spread) implements NodeFault {

		@Override
		public Fault on(Selector other) {
			return new Crash(other, this.spread);
		}

		@Override
		public String kind() {
			return "crash";
		}

		@Override
		public Map<String, String> details() {
			return this.spread.details();
		}
	}

	/**
	 * The process ends and is started again at the same address.
	 *
	 * @param nodes whom
	 * @param downMillis how long nothing runs, in ms
	 * @param leaves whether it leaves the cluster first; else it is killed
	 * @param spread how the restarts are spread
	 */
	record Restart(Selector nodes, long downMillis, boolean leaves, Spread spread) implements NodeFault {

		@Override
		public Fault on(Selector other) {
			return new Restart(other, this.downMillis, this.leaves, this.spread);
		}

		@Override
		public String kind() {
			return "restart";
		}

		@Override
		public Map<String, String> details() {
			Map<String, String> details = new LinkedHashMap<>();
			details.put("after", Quantities.duration(this.downMillis));
			if (this.leaves) {
				details.put("leaves", "true");
			}
			details.putAll(this.spread.details());
			return details;
		}
	}

	/**
	 * The node leaves the cluster, and its process ends.
	 *
	 * @param nodes whom
	 * @param spread how it is spread
	 */
	record Leave(Selector nodes, Spread spread) implements NodeFault {

		@Override
		public Fault on(Selector other) {
			return new Leave(other, this.spread);
		}

		@Override
		public String kind() {
			return "leave";
		}

		@Override
		public Map<String, String> details() {
			return this.spread.details();
		}
	}

	/**
	 * An operator declares members DOWN.
	 *
	 * @param nodes whom
	 * @param by at which node; the first of the selected ones that runs
	 */
	record Down(Selector nodes, Selector by) implements NodeFault {

		@Override
		public Fault on(Selector other) {
			return new Down(other, this.by);
		}

		@Override
		public String kind() {
			return "down";
		}

		@Override
		public Map<String, String> details() {
			return Map.of("by", this.by.text());
		}
	}

	/**
	 * The process is stopped and continued later; what arrives waits.
	 *
	 * @param nodes whom
	 */
	record Pause(Selector nodes) implements NodeFault {

		@Override
		public Fault on(Selector other) {
			return new Pause(other);
		}

		@Override
		public String kind() {
			return "pause";
		}

		@Override
		public boolean lasts() {
			return true;
		}
	}

	/**
	 * Every input takes its time.
	 *
	 * @param nodes whom
	 * @param perInputMillis time for one input, in ms
	 */
	record Slow(Selector nodes, long perInputMillis) implements NodeFault {

		@Override
		public Fault on(Selector other) {
			return new Slow(other, this.perInputMillis);
		}

		@Override
		public String kind() {
			return "slow";
		}

		@Override
		public Map<String, String> details() {
			return Map.of("per-input", Quantities.duration(this.perInputMillis));
		}

		@Override
		public boolean lasts() {
			return true;
		}
	}

	/**
	 * The process stalls again and again, as where there is not enough processor time:
	 * each stall and each time between two is drawn at random from its range.
	 *
	 * @param nodes whom
	 * @param minMillis shortest stall, in ms
	 * @param maxMillis longest stall, in ms
	 * @param minGapMillis shortest time between two, in ms
	 * @param maxGapMillis longest time between two, in ms
	 */
	record Stall(Selector nodes, long minMillis, long maxMillis, long minGapMillis,
			long maxGapMillis) implements NodeFault {

		@Override
		public Fault on(Selector other) {
			return new Stall(other, this.minMillis, this.maxMillis, this.minGapMillis, this.maxGapMillis);
		}

		@Override
		public String kind() {
			return "stall";
		}

		@Override
		public Map<String, String> details() {
			Map<String, String> details = new LinkedHashMap<>();
			details.put("min", Quantities.duration(this.minMillis));
			details.put("max", Quantities.duration(this.maxMillis));
			details.put("min-gap", Quantities.duration(this.minGapMillis));
			details.put("max-gap", Quantities.duration(this.maxGapMillis));
			return details;
		}

		@Override
		public boolean lasts() {
			return true;
		}
	}

	/**
	 * The wall clock jumps.
	 *
	 * @param nodes whose
	 * @param byMillis by how much, in ms; negative for backwards
	 */
	record ClockJump(Selector nodes, long byMillis) implements NodeFault {

		@Override
		public Fault on(Selector other) {
			return new ClockJump(other, this.byMillis);
		}

		@Override
		public String kind() {
			return "clock-jump";
		}

		@Override
		public Map<String, String> details() {
			return Map.of("by", Quantities.duration(this.byMillis));
		}
	}

	/**
	 * What earlier lives of the nodes sent is sent again on new connections.
	 *
	 * @param nodes whose frames
	 */
	record Replay(Selector nodes) implements NodeFault {

		@Override
		public Fault on(Selector other) {
			return new Replay(other);
		}

		@Override
		public String kind() {
			return "replay";
		}
	}

}
