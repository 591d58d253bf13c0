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
		return tellOne(present(), payload, headers, key);
	}

	private boolean tellOne(Routees among, Object payload, Map<String, String> headers, @Nullable Object key) {
		Routees left = among;
		while (!left.isEmpty()) {
			Routee routee = this.choice.of(left, key);
			try {
				this.sender.tell(routee.id(), routee.handler(), payload, headers,
						(failure) -> tellAnother(routee, failure, payload, headers, key));
				return true;
			}
			catch (UndeliveredException ex) {
				if (!Loss.isGone(ex)) {
					throw ex;
				}
				// the snapshot is older than what the sender knows
				left = left.without(List.of(routee.key()));
			}
		}
		return false;
	}

	/** What waited for one that went, and was not sent, may go to another one. */
	private boolean tellAnother(Routee lost, UndeliveredException failure, Object payload, Map<String, String> headers,
			@Nullable Object key) {
		if (!Loss.isGone(failure) && failure.reason() != Reason.NOT_CONNECTED) {
			return false;
		}
		try {
			return tellOne(present().without(List.of(lost.key())), payload, headers, key);
		}
		catch (UndeliveredException ex) {
			return false;
		}
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
