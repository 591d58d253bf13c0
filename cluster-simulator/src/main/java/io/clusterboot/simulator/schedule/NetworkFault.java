package io.clusterboot.simulator.schedule;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happens between processes. It hits the traffic of the nodes with the nodes at the
 * other end.
 */
public sealed interface NetworkFault extends Fault {

	@Override
	default boolean lasts() {
		return true;
	}

	/** Which traffic of a node. */
	enum Direction {

		/** All of it. */
		BOTH,

		/** What the node sends. */
		OUT,

		/** What the node is sent. */
		IN

	}

	/**
	 * The traffic between two groups of nodes.
	 *
	 * @param nodes one group
	 * @param with the group at the other end
	 * @param direction which traffic, as the first group sees it
	 */
	record Traffic(Selector nodes, Selector with, Direction direction) {

		static Traffic read(Entry entry, String kind) {
			Selector nodes = entry.selector(kind);
			Selector with = entry.selector("with", nodes.equals(Selector.ALL) ? Selector.ALL : Selector.OTHERS);
			return new Traffic(nodes, with,
					entry.read("direction", (text) -> Entry.choice(Direction.class, text), Direction.BOTH));
		}

		Traffic on(Selector other) {
			return new Traffic(other, this.with, this.direction);
		}

		Map<String, String> details() {
			Map<String, String> details = new LinkedHashMap<>();
			if (!this.with.equals(this.nodes.equals(Selector.ALL) ? Selector.ALL : Selector.OTHERS)) {
				details.put("with", this.with.text());
			}
			if (this.direction != Direction.BOTH) {
				details.put("direction", (this.direction == Direction.OUT) ? "out" : "in");
			}
			return details;
		}

		Map<String, String> details(String name, String value) {
			Map<String, String> details = details();
			details.put(name, value);
			return details;
		}
	}

	/**
	 * The traffic that it hits.
	 * @return the two groups and the direction
	 */
	Traffic traffic();

	@Override
	default Selector nodes() {
		return traffic().nodes();
	}

	/**
	 * Nothing gets through.
	 *
	 * @param traffic which traffic
	 */
	record Cut(Traffic traffic) implements NetworkFault {

		@Override
		public Fault on(Selector other) {
			return new Cut(this.traffic.on(other));
		}

		@Override
		public String kind() {
			return "cut";
		}

		@Override
		public Map<String, String> details() {
			return this.traffic.details();
		}
	}

	/**
	 * Segments are lost and sent again.
	 *
	 * @param traffic which traffic
	 * @param rate the share that is lost, 0 to 1
	 */
	record Loss(Traffic traffic, double rate) implements NetworkFault {

		@Override
		public Fault on(Selector other) {
			return new Loss(this.traffic.on(other), this.rate);
		}

		@Override
		public String kind() {
			return "loss";
		}

		@Override
		public Map<String, String> details() {
			return this.traffic.details("rate", Quantities.share(this.rate));
		}
	}

	/**
	 * Everything takes longer, each frame another time.
	 *
	 * @param traffic which traffic
	 * @param minMillis least delay, in ms
	 * @param maxMillis most delay, in ms
	 */
	record Delay(Traffic traffic, long minMillis, long maxMillis) implements NetworkFault {

		@Override
		public Fault on(Selector other) {
			return new Delay(this.traffic.on(other), this.minMillis, this.maxMillis);
		}

		@Override
		public String kind() {
			return "delay";
		}

		@Override
		public Map<String, String> details() {
			Map<String, String> details = this.traffic.details("min", Quantities.duration(this.minMillis));
			details.put("max", Quantities.duration(this.maxMillis));
			return details;
		}
	}

	/**
	 * Connections are reset at random.
	 *
	 * @param traffic which connections
	 * @param everyMillis mean time between two resets of one connection, in ms
	 */
	record Resets(Traffic traffic, long everyMillis) implements NetworkFault {

		@Override
		public Fault on(Selector other) {
			return new Resets(this.traffic.on(other), this.everyMillis);
		}

		@Override
		public String kind() {
			return "resets";
		}

		@Override
		public Map<String, String> details() {
			return this.traffic.details("mean", Quantities.duration(this.everyMillis));
		}
	}

	/**
	 * The nodes read slowly, so that what is sent to them queues up.
	 *
	 * @param nodes who reads slowly
	 * @param bytesPerSecond how fast, in bytes a second
	 */
	record SlowReceiver(Selector nodes, long bytesPerSecond) implements NetworkFault {

		@Override
		public Fault on(Selector other) {
			return new SlowReceiver(other, this.bytesPerSecond);
		}

		@Override
		public Traffic traffic() {
			return new Traffic(this.nodes, Selector.OTHERS, Direction.IN);
		}

		@Override
		public String kind() {
			return "slow-receiver";
		}

		@Override
		public Map<String, String> details() {
			return Map.of("bytes-per-second", Long.toString(this.bytesPerSecond));
		}
	}

}
