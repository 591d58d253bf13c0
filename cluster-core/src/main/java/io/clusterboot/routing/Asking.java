package io.clusterboot.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.routing.Router.Question;

/**
 * One question to a router, until it is answered: asks a routee or several, and others
 * when those are lost.
 *
 * @param <T> the type of the answer
 */
final class Asking<T> {

	private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

	private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

	private final CompletableFuture<T> answer = new CompletableFuture<>();

	private final Question<T> question;

	private final Dispatch dispatch;

	private final long begin;

	/** Those that did not handle it. */
	private final Set<Routee.Key> lost = ConcurrentHashMap.newKeySet();

	private final AtomicInteger retries;

	private volatile Duration pause = FIRST_PAUSE;

	Asking(Question<T> question, Dispatch dispatch) {
		this.question = question;
		this.dispatch = dispatch;
		this.begin = dispatch.surroundings().clock().getAsLong();
		this.retries = new AtomicInteger(question.repeatable() ? dispatch.settings().retries() : 0);
	}

	CompletableFuture<T> answer() {
		return this.answer;
	}

	/**
	 * Asks.
	 * @return false if there is nobody to ask
	 */
	boolean ask() {
		Routees present = this.dispatch.present().without(this.lost);
		if (present.isEmpty()) {
			return false;
		}
		askSome(present).whenComplete((value, failure) -> {
			if (failure == null) {
				this.answer.complete(value);
			}
			else if (!this.answer.isDone()) {
				failed(failure);
			}
		});
		return true;
	}

	private CompletableFuture<T> askSome(Routees present) {
		return switch (this.dispatch.settings().strategy()) {
			case BROADCAST, SCATTER_GATHER -> FirstAnswer.ofAll(present.list(), this::askOne);
			case TAIL_CHOPPING -> {
				CompletableFuture<T> first = FirstAnswer.oneByOne(inAnyOrder(present),
						this.dispatch.settings().interval(), this.dispatch.surroundings().alarms(), this::askOne);
				this.answer.whenComplete((value, failure) -> first.cancel(false));
				yield first;
			}
			case ROUND_ROBIN, RANDOM, CONSISTENT_HASH, LEAST_OUTSTANDING, ADAPTIVE ->
				askOne(this.dispatch.choice().of(present, this.question.key()));
		};
	}

	private List<Routee> inAnyOrder(Routees present) {
		Routee first = this.dispatch.choice().of(present, this.question.key());
		List<Routee> others = new ArrayList<>(present.list());
		others.remove(first);
		Collections.shuffle(others, new Random(this.dispatch.surroundings().random().nextLong()));
		others.add(0, first);
		return others;
	}

	private CompletableFuture<T> askOne(Routee routee) {
		long left = this.question.timeout().toNanos() - passed();
		if (left <= 0) {
			return CompletableFuture.failedFuture(new UndeliveredException(Reason.TIMEOUT, "no answer in time"));
		}
		routee.outstanding().incrementAndGet();
		CompletableFuture<T> one = this.dispatch.sender()
			.ask(routee.id(), routee.handler(), this.question.payload(), this.question.headers(), this.question.reply(),
					Duration.ofNanos(left));
		return one.whenComplete((value, failure) -> {
			routee.outstanding().decrementAndGet();
			if (failure != null && Loss.of(failure) != Loss.FINAL) {
				this.lost.add(routee.key());
			}
		});
	}

	private void failed(Throwable failure) {
		Loss loss = Loss.of(failure);
		boolean again = loss == Loss.UNHANDLED || (loss == Loss.UNKNOWN && this.retries.getAndDecrement() > 0);
		if (!again || (!ask() && !askLater(failure))) {
			this.answer.completeExceptionally(Loss.cause(failure));
		}
	}

	/**
	 * Nobody is left: soon somebody may be.
	 * @return false if not
	 */
	private boolean askLater(Throwable failure) {
		Duration most = this.dispatch.settings().awaitRoutees();
		boolean misnamed = this.dispatch.settings().pool() == null && Loss.isWithoutHandler(failure);
		if (misnamed || passed() + this.pause.toNanos() > Math.min(most.toNanos(), this.question.timeout().toNanos())) {
			return false;
		}
		this.dispatch.surroundings().alarms().after(this.pause, () -> {
			this.lost.clear();
			if (!this.answer.isDone() && !ask() && !askLater(failure)) {
				this.answer.completeExceptionally(Loss.cause(failure));
			}
		});
		this.pause = shorter(this.pause.multipliedBy(2), LONGEST_PAUSE);
		return true;
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private long passed() {
		return this.dispatch.surroundings().clock().getAsLong() - this.begin;
	}

}
