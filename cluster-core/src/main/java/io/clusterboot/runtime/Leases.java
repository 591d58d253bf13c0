package io.clusterboot.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.clusterboot.api.Lease;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the user's {@link Lease} on a thread of its own, for each question a new one, as
 * one that hangs must not keep the next one waiting. Each question has exactly one
 * answer, in time: what fails, hangs or is missing is a refusal.
 */
final class Leases {

	private static final Logger logger = LoggerFactory.getLogger(Leases.class);

	private final @Nullable Lease lease;

	private final Consumer<Input> answers;

	/**
	 * Creates the way to a lease.
	 * @param lease the lease; null if there is none
	 * @param answers takes the answers, on any thread
	 */
	Leases(@Nullable Lease lease, Consumer<Input> answers) {
		this.lease = lease;
		this.answers = answers;
	}

	/**
	 * Asks.
	 * @param question what
	 */
	void acquire(Output.AcquireLease question) {
		Lease lease = this.lease;
		if (lease == null) {
			this.answers.accept(new Input.LeaseAnswered(question, false, "there is no lease"));
			return;
		}
		CompletableFuture<Boolean> answer = new CompletableFuture<>();
		Thread thread = new Thread(() -> ask(lease, question, answer), "cluster-lease-" + question.number());
		thread.setDaemon(true);
		answer.orTimeout(question.timeout().toMillis(), TimeUnit.MILLISECONDS).whenComplete((acquired, failure) -> {
			thread.interrupt();
			this.answers.accept(answered(question, acquired, failure));
		});
		thread.start();
	}

	private static void ask(Lease lease, Output.AcquireLease question, CompletableFuture<Boolean> answer) {
		try {
			answer.complete(lease.acquire(question.name(), question.owner(), question.validity()));
		}
		catch (Throwable ex) {
			// Whatever it is, it is no lease; the message goes into the decision's
			// reason.
			if (answer.completeExceptionally(ex)) {
				logger.warn("The lease {} could not be asked for", question.name(), ex);
			}
		}
	}

	private static Input.LeaseAnswered answered(Output.AcquireLease question, @Nullable Boolean acquired,
			@Nullable Throwable failure) {
		if (failure instanceof TimeoutException) {
			return new Input.LeaseAnswered(question, false,
					"no answer within " + question.timeout().toMillis() + " ms");
		}
		if (failure != null) {
			return new Input.LeaseAnswered(question, false, "it could not be asked for: " + failure);
		}
		boolean held = Boolean.TRUE.equals(acquired);
		return new Input.LeaseAnswered(question, held, held ? "" : "it is held by another side");
	}

}
