package io.clusterboot.downing;

import java.time.Duration;
import java.util.Map;

import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.Evidence;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * How long a split has stood unchanged, measured for each subject: a member that flaps
 * never resets the clock of the others. And how long the picture has been changing
 * without any decision: from the first member that falls, until a decision or until all
 * were well for as long as a split must stand. Times are monotonic ms.
 */
public final class StabilityClock {

	/**
	 * How long it takes at most to find out that somebody, or this node itself, is cut
	 * off: a suspicion and an inquiry.
	 */
	private static final long FIND_OUT = 7000;

	private final DowningSettings settings;

	private final Steadiness<NodeId> unreachable = new Steadiness<>();

	private boolean crashedOnly;

	private long notBefore = Long.MIN_VALUE;

	private @Nullable Long unsettledSince;

	private long lastChange;

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
	 * @param members how many members the cluster has
	 * @param now the time
	 */
	public void observe(Map<NodeId, Evidence> unreachable, int members, long now) {
		if (this.unsettledSince != null && !this.unreachable.hasSteadyTrouble()
				&& now - this.lastChange >= stableAfter(this.settings, members)) {
			this.unsettledSince = null;
		}
		if (this.unreachable.observe(unreachable.keySet(), now)) {
			this.lastChange = now;
			if (this.unsettledSince == null) {
				this.unsettledSince = now;
			}
		}
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
	 * @return the time, {@link Long#MAX_VALUE} if nobody is unreachable
	 */
	public long decisionAt(int members) {
		Long since = this.unreachable.steadySince();
		if (since == null) {
			return Long.MAX_VALUE;
		}
		return Math.max(this.notBefore, since + (this.crashedOnly ? this.settings.crashStableAfter().toMillis()
				: stableAfter(this.settings, members)));
	}

	/**
	 * When the picture will have been changing for too long, if it changed after the
	 * first fall and nothing is decided before.
	 * @return the time, {@link Long#MAX_VALUE} for never
	 */
	public long unstableAt() {
		Duration limit = this.settings.downAllWhenUnstable();
		if (limit == null || this.unsettledSince == null || this.lastChange == this.unsettledSince
				|| !this.unreachable.hasSteadyTrouble()) {
			return Long.MAX_VALUE;
		}
		return this.unsettledSince + limit.toMillis();
	}

	/** A decision was taken: what changes from now on is another picture. */
	public void decided() {
		this.unsettledSince = null;
	}

	/**
	 * Since when any member has been unreachable.
	 * @return the time, null if nobody is
	 */
	public @Nullable Long firstFall() {
		return this.unreachable.troubledSince();
	}

	/**
	 * How long a picture must stand.
	 * @param settings the settings
	 * @param members how many members the cluster has
	 * @return the time in ms
	 */
	public static long stableAfter(DowningSettings settings, int members) {
		Duration configured = settings.stableAfter();
		return (configured != null) ? configured.toMillis() : bySize(members);
	}

	/** 7 s at 5 members, 30 s at 1000, logarithmic in between. */
	static long bySize(int members) {
		double share = Math.log10(Math.max(members, 5) / 5.0) / Math.log10(1000 / 5.0);
		return 7000 + (long) (23_000 * Math.min(1, share));
	}

}
