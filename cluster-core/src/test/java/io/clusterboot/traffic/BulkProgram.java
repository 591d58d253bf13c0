package io.clusterboot.traffic;

import java.time.Duration;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.MessagingSettings;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.transport.Envelope;

/**
 * A process that sends numbered messages to one member as fast as it can, and meanwhile
 * asks another one, one question after the other.
 */
public final class BulkProgram {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final int length;

	private final Program program;

	private final AtomicInteger taken = new AtomicInteger();

	private final AtomicInteger refused = new AtomicInteger();

	/** Messages to the first member that were handed to its connection. */
	private final AtomicInteger sent = new AtomicInteger();

	private final AtomicInteger mostQueued = new AtomicInteger();

	private final AtomicInteger answers = new AtomicInteger();

	private final AtomicLong longestAskMicros = new AtomicLong();

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile int target;

	private BulkProgram(int length) {
		this.length = length;
		this.program = Program.create(0, MessagingSettings.DEFAULTS, this::sent);
	}

	/**
	 * Runs until it is killed or told to end. Reads two ports, of the one to send to and
	 * the one to ask.
	 * @param arguments the bytes of a message
	 */
	public static void main(String[] arguments) {
		BulkProgram bulk = new BulkProgram(Integer.parseInt(arguments[0]));
		bulk.program.start(bulk::awaitEnd);
		Scanner input = new Scanner(System.in);
		bulk.target = input.nextInt();
		NodeId receiver = bulk.awaitUp(bulk.target);
		NodeId asked = bulk.awaitUp(input.nextInt());
		Program.say("began");
		Thread asking = new Thread(() -> bulk.ask(asked), "asking");
		asking.setDaemon(true);
		asking.start();
		Thread reporting = new Thread(bulk::report, "reporting");
		reporting.setDaemon(true);
		reporting.start();
		bulk.send(receiver);
	}

	private NodeId awaitUp(int port) {
		while (true) {
			for (Member member : this.program.cluster.state().members()) {
				if (member.address().port() == port && member.status() == MemberStatus.UP) {
					return member.id();
				}
			}
			LockSupport.parkNanos(10_000_000);
		}
	}

	private void sent(NodeAddress address, Envelope envelope) {
		if (address.port() == this.target) {
			this.sent.incrementAndGet();
		}
	}

	private void send(NodeId receiver) {
		while (isMember() && this.taken.get() < Ledger.MOST) {
			try {
				byte[] payload = Program.payload(this.taken.get(), this.length);
				this.program.messenger.tell(receiver, Program.HANDLER, payload, Map.of());
				int queued = this.taken.incrementAndGet() - this.sent.get();
				this.mostQueued.accumulateAndGet(queued, Math::max);
			}
			catch (UndeliveredException ex) {
				refused(ex);
			}
		}
		Program.say("total " + this.taken.get());
		this.end.countDown();
	}

	private void refused(UndeliveredException failure) {
		if (failure.reason() == UndeliveredException.Reason.QUEUE_FULL) {
			this.refused.incrementAndGet();
			LockSupport.parkNanos(500_000);
		}
		else if (isMember()) {
			Program.say("refused " + failure.getMessage());
		}
	}

	private boolean isMember() {
		ClusterState state = this.program.cluster.state();
		return state.clusterId() != null;
	}

	private void ask(NodeId asked) {
		int number = 0;
		while (isMember()) {
			long start = System.nanoTime();
			try {
				this.program.messenger.call(asked, Program.HANDLER, Program.payload(number++, 100), Map.of(),
						byte[].class, TIMEOUT);
				this.answers.incrementAndGet();
				this.longestAskMicros.accumulateAndGet((System.nanoTime() - start) / 1000, Math::max);
			}
			catch (UndeliveredException ex) {
				if (isMember()) {
					Program.say("unanswered " + ex.getMessage());
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			LockSupport.parkNanos(1_000_000);
		}
	}

	/** Once a second: what happened in it. */
	private void report() {
		int second = 0;
		while (isMember()) {
			LockSupport.parkNanos(1_000_000_000);
			second++;
			Runtime runtime = Runtime.getRuntime();
			Program.say("taken " + this.taken.get());
			Program.say("refused-full " + this.refused.getAndSet(0));
			Program.say("queued " + this.mostQueued.getAndSet(0));
			Program.say("answers " + this.answers.getAndSet(0));
			Program.say("ask " + this.longestAskMicros.getAndSet(0));
			Program.say("heap " + ((runtime.totalMemory() - runtime.freeMemory()) >> 10));
			Program.say("second " + second);
		}
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
