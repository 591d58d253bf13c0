package io.clusterboot.simulator.world;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

/**
 * Virtual time in ms, and what happens when. Actions of one ms run in the order in which
 * they were added. What is near stands in a wheel of one slot a ms, the rest in a heap.
 */
final class Timeline {

	private static final int SLOTS = 1 << 14;

	private final @Nullable ArrayDeque<Runnable>[] wheel = slots();

	private final PriorityQueue<Far> far = new PriorityQueue<>(
			Comparator.comparingLong(Far::time).thenComparingLong(Far::order));

	private long now;

	private long near;

	private long order;

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static @Nullable ArrayDeque<Runnable>[] slots() {
		return new ArrayDeque[SLOTS];
	}

	long now() {
		return this.now;
	}

	/** Adds an action; one in the past runs now. */
	void at(long time, Runnable action) {
		long due = Math.max(time, this.now);
		if (due - this.now < SLOTS) {
			put(due, action);
		}
		else {
			this.far.add(new Far(due, this.order++, action));
		}
	}

	private void put(long due, Runnable action) {
		int slot = (int) (due & (SLOTS - 1));
		ArrayDeque<Runnable> actions = this.wheel[slot];
		if (actions == null) {
			actions = new ArrayDeque<>();
			this.wheel[slot] = actions;
		}
		actions.add(action);
		this.near++;
	}

	/**
	 * Runs the next action, if there is one until a time.
	 * @param until the time
	 * @return false when nothing is left to do until then, and that time has come
	 */
	boolean step(long until) {
		while (true) {
			ArrayDeque<Runnable> actions = this.wheel[(int) (this.now & (SLOTS - 1))];
			Runnable action = (actions != null) ? actions.poll() : null;
			if (action != null) {
				this.near--;
				action.run();
				return true;
			}
			if (this.now >= until) {
				return false;
			}
			advance(until);
		}
	}

	private void advance(long until) {
		Far first = this.far.peek();
		if (this.near > 0) {
			this.now++;
		}
		else {
			this.now = (first != null) ? Math.min(until, Math.max(this.now + 1, first.time)) : until;
		}
		while (first != null && first.time - this.now < SLOTS) {
			this.far.remove();
			put(first.time, first.action);
			first = this.far.peek();
		}
	}

	/** An action that is further away than the wheel reaches. */
	private record Far(long time, long order, Runnable action) {
	}

}
