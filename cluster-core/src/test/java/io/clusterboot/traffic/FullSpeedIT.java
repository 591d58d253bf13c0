package io.clusterboot.traffic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that sends to another one as fast as it can, while a third one is asked.
 * Everybody has 64 MiB of heap.
 */
class FullSpeedIT {

	private static final int LARGE = 64 * 1024;

	/** What a message costs beside its payload, as queues count it. */
	private static final int OVERHEAD = 64;

	private static final int QUEUE_BYTES = 8 * 1024 * 1024;

	/** What the kernel and HTTP/2 may hold of one connection beside the queue. */
	private static final int NETWORK_BYTES = 16 * 1024 * 1024;

	private static final int SECONDS_STOPPED = 30;

	@TempDir
	private Path directory;

	private final List<JavaProcess> processes = new ArrayList<>();

	private JavaProcess sender;

	private JavaProcess receiver;

	private JavaProcess bystander;

	private void start(int length) {
		this.sender = started(JavaProcess.start(BulkProgram.class, length));
		String seed = this.sender.await("bound");
		this.receiver = started(JavaProcess.start(ReceiverProgram.class, seed, file("receiver")));
		this.bystander = started(JavaProcess.start(ReceiverProgram.class, seed, file("bystander")));
		this.sender.write(this.receiver.await("bound") + " " + this.bystander.await("bound"));
		this.sender.await("began");
		// compilers have done most of their work then
		this.sender.awaitMore("second", 3);
	}

	@AfterEach
	void close() {
		this.processes.forEach(JavaProcess::close);
	}

	@Test
	void smallMessagesDelayNoProbeAndRaiseNoSuspicion() {
		start(100);
		flow(8);
		end();
	}

	@Test
	@Tag("long")
	void aReceiverThatIsStoppedCostsTheSenderNoMoreThanItsQueueAndOthersNothing() {
		start(LARGE);
		flow(8);
		assertOthersAreServed(() -> {
			this.receiver.signal("STOP");
			// what was under way
			this.sender.awaitMore("second", 2);
			int before = this.sender.last("taken");
			int from = this.sender.said("second").size();
			this.sender.awaitMore("second", SECONDS_STOPPED);
			assertThat(this.sender.numbers("refused-full").subList(from, from + SECONDS_STOPPED))
				.as("refused in each second")
				.doesNotContain(0);
			long grown = (long) LARGE * (this.sender.last("taken") - before);
			assertThat(grown).as("bytes taken while stopped").isLessThan(QUEUE_BYTES + NETWORK_BYTES);
			this.receiver.signal("CONT");
		});
		this.sender.awaitMore("taken", 1000);
		assertThat(Collections.max(this.sender.numbers("queued")) * (long) (LARGE + OVERHEAD)).as("most queued bytes")
			.isLessThanOrEqualTo(QUEUE_BYTES);
		System.out.printf("measured: most queued %d of %d bytes, most heap %d KiB%n",
				Collections.max(this.sender.numbers("queued")) * (long) (LARGE + OVERHEAD), QUEUE_BYTES,
				Collections.max(this.sender.numbers("heap")));
		end();
	}

	private void flow(int seconds) {
		int from = this.sender.said("second").size();
		int before = this.sender.last("taken");
		List<Integer> starts = this.processes.stream().map((process) -> process.said("probe").size()).toList();
		this.sender.awaitMore("second", seconds);
		List<Integer> longest = new ArrayList<>();
		for (int i = 0; i < starts.size(); i++) {
			List<Integer> probes = this.processes.get(i).numbers("probe");
			longest.add(Collections.max(probes.subList(starts.get(i), probes.size())));
		}
		int seen = this.sender.said("second").size();
		System.out.printf(
				"measured: %d messages a second; longest probe, in microseconds, at the sender, the "
						+ "receiver, the third: %s; longest ask %d%n",
				(this.sender.last("taken") - before) / seconds, longest,
				Collections.max(this.sender.numbers("ask").subList(from, seen)));
		for (JavaProcess process : this.processes) {
			assertThat(process.said("unreachable")).as("suspicions").isEmpty();
		}
	}

	private void assertOthersAreServed(Runnable meanwhile) {
		int from = this.sender.said("second").size();
		meanwhile.run();
		int to = this.sender.said("second").size();
		List<Integer> answers = this.sender.numbers("answers").subList(from, to);
		System.out.printf("measured: while the receiver is stopped, answers a second of the third: %s; longest ask %d "
				+ "microseconds%n", answers, Collections.max(this.sender.numbers("ask").subList(from, to)));
		assertThat(answers).as("answers in each second").doesNotContain(0);
		assertThat(this.sender.said("unreachable")).as("suspicions").containsOnly(this.receiver.await("bound"));
	}

	/** The sender leaves; then everything that it took was handled, once. */
	private void end() {
		this.sender.signal("TERM");
		assertThat(this.sender.awaitExit()).as("exit code").isEqualTo(143);
		assertThat(this.sender.await("drained")).startsWith("true ");
		assertThat(this.sender.said("refused")).isEmpty();
		assertThat(this.sender.said("unanswered")).isEmpty();
		Ledger handled = Ledger.open(file("receiver"));
		List<Integer> wrong = new ArrayList<>();
		for (int number = 0; number < this.sender.last("total"); number++) {
			if (handled.get(number) != 1) {
				wrong.add(number);
			}
		}
		assertThat(wrong).as("not handled once").isEmpty();
		assertThat(this.receiver.isAlive() && this.bystander.isAlive()).isTrue();
	}

	private JavaProcess started(JavaProcess process) {
		this.processes.add(process);
		return process;
	}

	private Path file(String name) {
		return this.directory.resolve(name);
	}

}
