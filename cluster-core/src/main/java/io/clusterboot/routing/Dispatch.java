package io.clusterboot.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.clusterboot.messaging.MessageSender;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How a router's messages go out.
 *
 * @param settings what the router does
 * @param sender sends
 * @param surroundings time, randomness and threads
 * @param choice picks a routee
 * @param routees those of now
 */
record Dispatch(RouterSettings settings, MessageSender sender, Surroundings surroundings, Choice choice,
		Supplier<Routees> routees) {

	/** The routees of now. */
	Routees present() {
		return this.routees.get();
	}

	/**
	 * Tells one routee, or all of them, as the strategy says.
	 * @return false if there is nobody to tell
	 * @throws UndeliveredException if the message cannot be sent
	 */
	boolean tell(Object payload, Map<String, String> headers, @Nullable Object key) {
		boolean all = this.settings.strategy() == RoutingStrategy.BROADCAST
				|| this.settings.strategy() == RoutingStrategy.SCATTER_GATHER;
		return all ? tellAll(payload, headers) : tellOne(payload, headers, key);
	}

	private boolean tellOne(Object payload, Map<String, String> headers, @Nullable Object key) {
		Routees present = present();
		while (!present.isEmpty()) {
			Routee routee = this.choice.of(present, key);
			try {
				tell(routee, payload, headers);
				return true;
			}
			catch (UndeliveredException ex) {
				if (!Loss.isGone(ex)) {
					throw ex;
				}
				// the snapshot is older than what the sender knows
				present = present.without(List.of(routee.key()));
			}
		}
		return false;
	}

	private boolean tellAll(Object payload, Map<String, String> headers) {
		List<UndeliveredException> failures = new ArrayList<>();
		int reached = 0;
		for (Routee routee : present().list()) {
			try {
				tell(routee, payload, headers);
				reached++;
			}
			catch (UndeliveredException ex) {
				if (!Loss.isGone(ex)) {
					failures.add(ex);
				}
			}
		}
		if (!failures.isEmpty()) {
			throw together(failures, reached);
		}
		return reached > 0;
	}

	private static UndeliveredException together(List<UndeliveredException> failures, int reached) {
		UndeliveredException first = failures.get(0);
		Reason reason = first.reason();
		UndeliveredException all = new UndeliveredException(reason,
				"sent to " + reached + " of " + (reached + failures.size()) + " routees: " + first.getMessage(),
				reached > 0);
		failures.forEach(all::addSuppressed);
		return all;
	}

	private void tell(Routee routee, Object payload, Map<String, String> headers) {
		this.sender.tell(routee.id(), routee.handler(), payload, headers);
	}

}
