package io.clusterboot.detection;

import java.util.Collection;
import java.util.TreeSet;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Suspect before accusing: others are asked to probe the subject (the indirect probe of
 * SWIM: Das, Gupta, Motivala, DSN 2002). One who reaches it makes it a bad link only.
 */
public final class Inquiry {

	private final TreeSet<NodeId> waitingFor;

	private final int asked;

	private final long deadline;

	private boolean refused;

	private boolean reached;

	/**
	 * Opens an inquiry.
	 * @param asked who was asked
	 * @param refused whether the observer itself holds hard evidence
	 * @param deadline when silence counts as an answer, in monotonic ms
	 */
	public Inquiry(Collection<NodeId> asked, boolean refused, long deadline) {
		this.waitingFor = new TreeSet<>(asked);
		this.asked = asked.size();
		this.refused = refused;
		this.deadline = deadline;
	}

	/**
	 * When there is a finding if nobody answers any more.
	 * @return monotonic ms; {@link Long#MIN_VALUE} if there is one already
	 */
	public long settledAt() {
		return (this.reached || this.waitingFor.isEmpty()) ? Long.MIN_VALUE : this.deadline;
	}

	/**
	 * Somebody who was asked reached the subject.
	 * @param by who
	 */
	public void reached(NodeId by) {
		this.reached |= this.waitingFor.remove(by);
	}

	/**
	 * Somebody who was asked could not reach the subject.
	 * @param by who
	 * @param refusedThere whether its host refused the connection
	 */
	public void failed(NodeId by, boolean refusedThere) {
		if (this.waitingFor.remove(by)) {
			this.refused |= refusedThere;
		}
	}

	/**
	 * Somebody who was asked is gone before answering, and another one is asked instead.
	 * @param gone who cannot answer any more
	 * @param substitute who is asked now
	 */
	public void askInstead(NodeId gone, NodeId substitute) {
		if (this.waitingFor.remove(gone)) {
			this.waitingFor.add(substitute);
		}
	}

	/**
	 * Whether an answer is awaited.
	 * @param id of whom
	 * @return true if that one was asked and has not answered
	 */
	public boolean isWaitingFor(NodeId id) {
		return this.waitingFor.contains(id);
	}

	/**
	 * Whether others were asked and none of them answered at all: then the observer may
	 * be the one who is cut off.
	 * @return true if every one was silent
	 */
	public boolean isUnheard() {
		return this.asked > 0 && this.waitingFor.size() == this.asked;
	}

	/**
	 * The finding, once there is one.
	 * @param now monotonic ms
	 * @return the evidence, null while answers are awaited
	 */
	public @Nullable Evidence finding(long now) {
		if (now < settledAt()) {
			return null;
		}
		if (this.reached) {
			return Evidence.LINK;
		}
		return this.refused ? Evidence.CRASHED : Evidence.UNREACHABLE;
	}

}
