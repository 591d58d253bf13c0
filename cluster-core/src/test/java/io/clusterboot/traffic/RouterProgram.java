package io.clusterboot.traffic;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.locks.LockSupport;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.messaging.MessagingSettings;
import io.clusterboot.messaging.Undelivered;
import io.clusterboot.routing.Router;
import io.clusterboot.routing.RouterSettings;
import io.clusterboot.routing.RoutingStrategy;
import io.clusterboot.transport.Envelope;

/**
 * A process that sends numbered messages through a round-robin router, at a fixed rate,
 * once there are enough members, until it is told to end. It has two ledgers: what became
 * of each message at the sender, and to which port it went.
 */
public final class RouterProgram {

	/** In the ledger of fates: the message was taken. */
	static final int TAKEN = 1;

	/** In the ledger of fates: the sender was told that it was not. */
	static final int REFUSED = 2;

	private static final int PER_SECOND = 10_000;

	private static final int PAYLOAD = 100;

	private static final int REPORT_EVERY = 1000;

	private final Ledger fates;

	private final Ledger ports;

	private final Program program;

	private final Router router;

	/** Ports of members that the snapshot once showed as ready to be sent to. */
	private final Set<Integer> in = new HashSet<>();

	private final CountDownLatch end = new CountDownLatch(1);

	private final Phaser undecided = new Phaser(1);

	private RouterProgram(Path fates, Path ports) {
		this.fates = Ledger.open(fates);
		this.ports = Ledger.open(ports);
		this.program = Program.create(0, MessagingSettings.DEFAULTS, this::sent);
		RouterSettings settings = RouterSettings.of("numbers", RoutingStrategy.ROUND_ROBIN, Program.HANDLER,
				Program.ROLE);
		this.router = new Router(this.program.cluster, this.program.messenger, settings, this.program.executor);
		this.program.messenger.onUndelivered(RouterProgram::lost);
	}

	/**
	 * Runs until it is killed or told to end.
	 * @param arguments the number of members to wait for, and the files of the ledgers
	 */
	public static void main(String[] arguments) {
		new RouterProgram(Path.of(arguments[1]), Path.of(arguments[2])).run(Integer.parseInt(arguments[0]));
	}

	private void sent(NodeAddress address, Envelope envelope) {
		int number = Program.number(envelope.payload());
		if (this.ports.get(number) != 0) {
			Program.say("twice " + number);
		}
		this.ports.set(number, address.port());
	}

	private static void lost(Undelivered undelivered) {
		NodeAddress to = (undelivered.to() != null) ? undelivered.to().address() : null;
		Program.say("lost " + ((to != null) ? to.port() : 0) + " " + undelivered.reason());
	}

	private void run(int members) {
		this.program.start(this::awaitEnd);
		while (ready(this.program.cluster.state()).size() < members) {
			LockSupport.parkNanos(10_000_000);
		}
		Program.say("began");
		long start = System.nanoTime();
		int number = 0;
		while (this.program.cluster.state().clusterId() != null) {
			long due = Math.min(Ledger.MOST, (System.nanoTime() - start) * PER_SECOND / 1_000_000_000);
			while (number < due) {
				look(number);
				tell(number++);
				if (number % REPORT_EVERY == 0) {
					Program.say("told " + number);
				}
			}
			LockSupport.parkNanos(500_000);
		}
		this.undecided.arriveAndAwaitAdvance();
		Program.say("total " + number + " in " + Duration.ofNanos(System.nanoTime() - start).toMillis());
		this.end.countDown();
	}

	/** Says from which number on the snapshot shows a member as not to be sent to. */
	private void look(int number) {
		Set<Integer> ready = ready(this.program.cluster.state());
		this.in.addAll(ready);
		this.in.removeIf((port) -> {
			boolean out = !ready.contains(port);
			if (out) {
				Program.say("out " + port + " " + number);
			}
			return out;
		});
	}

	private static Set<Integer> ready(ClusterState state) {
		Set<Integer> ports = new HashSet<>();
		for (Member member : state.members()) {
			if (member.status() == MemberStatus.UP && member.reachable()) {
				ports.add(member.address().port());
			}
		}
		return ports;
	}

	private void tell(int number) {
		this.undecided.register();
		CompletableFuture<Void> told = this.router.tell(Program.payload(number, PAYLOAD), Map.of(), null);
		told.whenComplete((nothing, failure) -> {
			this.fates.set(number, (failure == null) ? TAKEN : REFUSED);
			this.undecided.arriveAndDeregister();
		});
	}

	private void awaitEnd() {
		try {
			this.end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
