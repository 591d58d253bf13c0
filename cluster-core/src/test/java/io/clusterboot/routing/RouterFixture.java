package io.clusterboot.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.routing.Router.Question;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A router of node 0 with a cluster, a sender and a time of its own.
 */
final class RouterFixture {

	static final Duration TIMEOUT = Duration.ofSeconds(30);

	final FakeMembers members = new FakeMembers();

	final FakeSender sender = new FakeSender();

	final FakeTime time = new FakeTime();

	final Router router;

	private int key;

	RouterFixture(RouterSettings settings) {
		this.router = new Router(this.members, this.sender, settings, this.time.surroundings(42));
	}

	RouterFixture(RoutingStrategy strategy) {
		this(settings(strategy));
	}

	static RouterSettings settings(RoutingStrategy strategy) {
		return RouterSettings.of("quotes", strategy, "quote", FakeMembers.ROLE);
	}

	/** Tells something about something else each time. */
	CompletableFuture<Void> tell(Object payload) {
		return this.router.tell(payload, Map.of(), "key " + this.key++);
	}

	List<CompletableFuture<Void>> tell(int count) {
		List<CompletableFuture<Void>> all = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			all.add(tell("message " + i));
		}
		return all;
	}

	CompletableFuture<String> ask() {
		return ask(false);
	}

	CompletableFuture<String> ask(boolean repeatable) {
		return this.router
			.ask(new Question<>("question", Map.of(), "key " + this.key++, String.class, TIMEOUT, repeatable));
	}

	static Reason reason(CompletableFuture<?> failed) {
		assertThat(failed).isCompletedExceptionally();
		Throwable failure = failed.handle((value, ex) -> ex).join();
		assertThat(failure).isInstanceOf(UndeliveredException.class);
		return ((UndeliveredException) failure).reason();
	}

}
