package io.clusterboot.downing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * How long a split has stood unchanged, measured for each subject: a member that flaps
 * never resets the clock of the others. Times are monotonic ms.
 */
public final class StabilityClock {

	/** A member that became unreachable so often within the memory flaps. */
	private static final int FLAPS = 3;

	private static final long FLAP_MEMORY = 120_000;

	/**
	 * How long it takes at most to find out that somebody, or this node itself, is cut
	 * off: a suspicion and an inquiry.
	 */
	private static final long FIND_OUT = 7000;

	private final DowningSettings settings;

	private final Map<NodeId, Long> since = new TreeMap<>();

	private final Map<NodeId, Deque<Long>> falls = new TreeMap<>();

	private boolean crashedOnly;

	private long notBefore = Long.MIN_VALUE;

	/**
	 * Starts the clock.
	 * @param settings how long a split must be stable
	 */
	public StabilityClock(DowningSettings settings) {
		this.settings = settings;
	}

	/**
	 * Looks at the unreachable members.
	 * @param unreachable the evidence for each
	 * @param now the time
	 */
	public void observe(Map<NodeId, Evidence> unreachable, long now) {
		this.since.keySet().retainAll(unreachable.keySet());
		for (NodeId id : unreachable.keySet()) {
			if (this.since.putIfAbsent(id, now) == null) {
				this.falls.computeIfAbsent(id, (key) -> new ArrayDeque<>()).add(now);
			}
		}
		this.falls.values().removeIf((times) -> {
			times.removeIf((time) -> now - time > FLAP_MEMORY);
			return times.isEmpty();
		});
		this.crashedOnly = !unreachable.isEmpty()
				&& unreachable.values().stream().allMatch((evidence) -> evidence == Evidence.CRASHED);
	}

	/**
	 * This node was stopped for a while, in which others may have decided about it: no
	 * decision before it has had time to find that out.
	 * @param now the time
	 */
	public void doubt(long now) {
		this.notBefore = now + FIND_OUT;
	}

	/**
	 * When the split may be decided if nothing changes: once every member that does not
	 * flap has been unreachable for long enough, or, if all flap, any one of them has.
	 * @param members how many members the cluster has
	 * @return the time, null if nobody is unreachable
	 */
	public @Nullable Long decisionAt(int members) {
		if (this.since.isEmpty()) {
			return null;
		}
		long latest = Long.MIN_VALUE;
		long earliest = Long.MAX_VALUE;
		for (Map.Entry<NodeId, Long> entry : this.since.entrySet()) {
			earliest = Math.min(earliest, entry.getValue());
			if (!isFlapping(entry.getKey())) {
				latest = Math.max(latest, entry.getValue());
			}
		}
		long stable = ((latest != Long.MIN_VALUE) ? latest : earliest) + stableAfter(members);
		return Math.max(stable, this.notBefore);
	}

	private boolean isFlapping(NodeId id) {
		Deque<Long> times = this.falls.get(id);
		return times != null && times.size() >= FLAPS;
	}

	private long stableAfter(int members) {
		if (this.crashedOnly) {
			return this.settings.crashStableAfter().toMillis();
		}
		Duration configured = this.settings.stableAfter();
		return (configured != null) ? configured.toMillis() : bySize(members);
	}

	/** 7 s at 5 members, 30 s at 1000, logarithmic in between. */
	static long bySize(int members) {
		double share = Math.log10(Math.max(members, 5) / 5.0) / Math.log10(1000 / 5.0);
		return 7000 + (long) (23_000 * Math.min(1, share));
	}

}
