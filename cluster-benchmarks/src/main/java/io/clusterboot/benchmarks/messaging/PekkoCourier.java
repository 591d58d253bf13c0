package io.clusterboot.benchmarks.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import scala.concurrent.Await;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;

/**
 * Two actor systems of Pekko that talk over Artery TCP. Its queue to another system drops
 * what it has no room for, so no more than it holds is on its way.
 */
final class PekkoCourier implements Courier {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int ON_THE_WAY = 50_000;

	private final AtomicLong told = new AtomicLong();

	private final ActorSystem sender = ActorSystem.create("sender", config());

	private final ActorSystem receiver = ActorSystem.create("receiver", config());

	private final ActorRef count;

	private final ActorRef echo;

	private long sent;

	PekkoCourier() {
		this.receiver.actorOf(Props.create(Count.class, () -> new Count(this.told)), "count");
		this.receiver.actorOf(Props.create(Echo.class, Echo::new), "echo");
		this.count = find("count");
		this.echo = find("echo");
	}

	private static Config config() {
		return ConfigFactory.parseString("""
				pekko.loglevel = WARNING
				pekko.actor.provider = remote
				pekko.remote.artery.transport = tcp
				pekko.remote.artery.canonical.hostname = "127.0.0.1"
				pekko.remote.artery.canonical.port = 0
				pekko.remote.artery.advanced.outbound-message-queue-size = 100000
				""").withFallback(ConfigFactory.load());
	}

	private ActorRef find(String name) {
		Address address = ((ExtendedActorSystem) this.receiver).provider().getDefaultAddress();
		return this.sender.actorSelection(address + "/user/" + name).resolveOne(TIMEOUT).toCompletableFuture().join();
	}

	@Override
	public void tell(byte[] payload) {
		while (this.sent - this.told.get() > ON_THE_WAY) {
			LockSupport.parkNanos(1000);
		}
		this.sent++;
		this.count.tell(payload, ActorRef.noSender());
	}

	@Override
	public long told() {
		return this.told.get();
	}

	@Override
	public CompletionStage<byte[]> ask(byte[] payload) {
		CompletableFuture<byte[]> answer = new CompletableFuture<>();
		asked(payload).onComplete((outcome) -> {
			if (outcome.isSuccess()) {
				return answer.complete((byte[]) outcome.get());
			}
			return answer.completeExceptionally(outcome.failed().get());
		}, ExecutionContext.parasitic$.MODULE$);
		return answer;
	}

	@Override
	public byte[] call(byte[] payload) {
		try {
			return (byte[]) Await.result(asked(payload), scala.concurrent.duration.Duration.Inf());
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * As a future of Scala: the one of the JDK that Pekko makes of it starts a thread for
	 * each answer on machines with fewer than three processors.
	 */
	private Future<Object> asked(byte[] payload) {
		return Patterns.ask(this.echo, payload, TIMEOUT.toMillis());
	}

	@Override
	public void close() {
		this.sender.terminate();
		this.receiver.terminate();
	}

	/** Counts what it is told. */
	private static final class Count extends AbstractActor {

		private final AtomicLong told;

		private Count(AtomicLong told) {
			this.told = told;
		}

		@Override
		public Receive createReceive() {
			return receiveBuilder().match(byte[].class, (message) -> this.told.lazySet(this.told.get() + 1)).build();
		}

	}

	/** Sends back what it is asked. */
	private static final class Echo extends AbstractActor {

		@Override
		public Receive createReceive() {
			return receiveBuilder().match(byte[].class, (message) -> getSender().tell(message, getSelf())).build();
		}

	}

}
