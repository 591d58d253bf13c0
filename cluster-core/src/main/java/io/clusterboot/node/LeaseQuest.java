package io.clusterboot.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

import io.clusterboot.api.LeaseSettings;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One side's way to the lease: wait, if the side is the minority, and ask, unless it is
 * too late. It is too late once half of the lease's validity has passed since the first
 * member fell, own pauses before that included: the other side may have had the lease
 * already, and it may have ended. A split that changes begins anew. Times are monotonic
 * ms.
 */
final class LeaseQuest {

	/** Lateness that is too short to matter here. */
	private static final long TOLERANCE = 500;

	private final Membership membership;

	private final LeaseSettings settings;

	private final Deque<Pause> pauses = new ArrayDeque<>();

	private long lastSeen;

	private long number;

	/** The split that this is about. */
	private Set<NodeId> unreachable = Set.of();

	private long askAt = Long.MAX_VALUE;

	private Output.@Nullable AcquireLease question;

	LeaseQuest(Membership membership, long now) {
		this.membership = membership;
		this.lastSeen = now;
		this.settings = membership.settings.downing().lease();
	}

	/** This node runs; it had wanted to at the latest when it was due. */
	void awake(long now, long due) {
		long late = now - Math.max(this.lastSeen, Math.min(due, now));
		this.lastSeen = now;
		if (late > TOLERANCE) {
			this.pauses.add(new Pause(now, late));
		}
		while (!this.pauses.isEmpty() && now - this.pauses.getFirst().end > this.settings.validity().toMillis()) {
			this.pauses.removeFirst();
		}
	}

	/** Waits for its turn to ask; true when that has come. */
	boolean isDue(Set<NodeId> unreachable, long delay, long now) {
		if (this.question == null && !this.unreachable.equals(unreachable)) {
			this.unreachable = Set.copyOf(unreachable);
			this.askAt = now + delay;
		}
		return this.question == null && now >= this.askAt;
	}

	/** Whether the lease of another side may have ended already. */
	boolean isTooLate(long firstFall, long now) {
		long asleep = this.pauses.stream().mapToLong((pause) -> pause.length).sum();
		return now - firstFall + asleep > this.settings.validity().toMillis() / 2;
	}

	/** Asks; the answer is an input of its own. */
	void ask() {
		this.number++;
		Output.AcquireLease question = new Output.AcquireLease(this.number,
				this.membership.settings.name() + ":" + this.membership.clusterId, this.membership.self.toString(),
				this.settings.validity(), this.settings.timeout());
		this.question = question;
		this.membership.output.accept(question);
	}

	/** Whom the answer is about; null for one that nobody waits for. */
	@Nullable Set<NodeId> answered(Input.LeaseAnswered answer) {
		if (!answer.question().equals(this.question)) {
			return null;
		}
		Set<NodeId> subjects = this.unreachable;
		forget();
		return subjects;
	}

	/** There is no split, or it has been decided. */
	void forget() {
		this.unreachable = Set.of();
		this.askAt = Long.MAX_VALUE;
		this.question = null;
	}

	/** When it wants to ask. */
	long deadline() {
		return (this.question == null) ? this.askAt : Long.MAX_VALUE;
	}

	/** A time in which this node was not there. */
	private record Pause(long end, long length) {
	}

}
