package io.clusterboot.traffic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ten processes, one of which sends 10,000 messages a second to the others through a
 * round-robin router, while some of them are killed or told to end. Each message is
 * accounted for: by who sent it, by the connection that it was handed to, and by who
 * handled it.
 */
class RoutedTrafficIT {

	private static final int RECEIVERS = 9;

	private static final int A_WHILE = 20_000;

	@TempDir
	private Path directory;

	private final List<JavaProcess> receivers = new ArrayList<>();

	private JavaProcess sender;

	@BeforeEach
	void start() {
		this.sender = JavaProcess.start(RouterProgram.class, RECEIVERS + 1, file("fates"), file("ports"));
		String seed = this.sender.await("bound");
		for (int i = 0; i < RECEIVERS; i++) {
			this.receivers.add(JavaProcess.start(ReceiverProgram.class, seed, file("handled-" + i), "pausing"));
		}
		this.sender.await("began");
		this.sender.awaitMore("told", A_WHILE);
	}

	@AfterEach
	void close() {
		this.receivers.forEach(JavaProcess::close);
		this.sender.close();
	}

	@Test
	void aKilledMemberLosesOnlyWhatWasSentToItAndThoseThatLeaveLoseNothing() {
		JavaProcess killed = this.receivers.get(3);
		killed.signal("KILL");
		awaitOut(killed);
		this.sender.awaitMore("told", A_WHILE);
		for (JavaProcess leaving : this.receivers.subList(5, 8)) {
			leave(leaving);
		}
		leave(this.sender);
		Account account = account();
		System.out.printf("measured: told %s ms, %d refused; lost with the killed member: %d on its connection%n",
				this.sender.await("total"), account.refused, account.onWire(killed));
		assertThat(account.twice).as("handled twice").isEmpty();
		assertThat(this.sender.said("twice")).as("sent twice").isEmpty();
		assertThat(account.refusedButHandled).isEmpty();
		assertThat(account.lostOnWire.keySet()).as("ports that lost messages").isSubsetOf(port(killed));
		assertThat(account.neverSent).isEmpty();
		assertThat(this.sender.said("lost")).isEmpty();
		assertNothingSentAfterItWasOut(killed);
		this.receivers.subList(5, 8).forEach(this::assertNothingSentAfterItWasOut);
	}

	private void leave(JavaProcess process) {
		process.signal("TERM");
		assertThat(process.awaitExit()).as("exit code").isEqualTo(143);
		assertThat(process.said("failed")).isEmpty();
		assertThat(process.await("drained")).startsWith("true ");
		System.out.println("measured: left, drained " + process.await("drained") + " ms");
		if (process != this.sender) {
			awaitOut(process);
			this.sender.awaitMore("told", A_WHILE);
		}
	}

	private void awaitOut(JavaProcess process) {
		this.sender.await("out " + port(process), () -> outFrom(process) >= 0);
	}

	/** The first number at which the sender's snapshot showed it as gone. */
	private int outFrom(JavaProcess process) {
		String prefix = port(process) + " ";
		return this.sender.said("out")
			.stream()
			.filter((line) -> line.startsWith(prefix))
			.mapToInt((line) -> Integer.parseInt(line.substring(prefix.length())))
			.findFirst()
			.orElse(-1);
	}

	private void assertNothingSentAfterItWasOut(JavaProcess process) {
		Ledger ports = Ledger.open(file("ports"));
		assertThat(IntStream.range(outFrom(process), this.sender.last("total")))
			.noneMatch((number) -> ports.get(number) == port(process));
	}

	private static int port(JavaProcess process) {
		return Integer.parseInt(process.await("bound"));
	}

	private Path file(String name) {
		return this.directory.resolve(name);
	}

	private Account account() {
		Account account = new Account();
		Ledger fates = Ledger.open(file("fates"));
		Ledger ports = Ledger.open(file("ports"));
		List<Ledger> handled = IntStream.range(0, RECEIVERS)
			.mapToObj((index) -> Ledger.open(file("handled-" + index)))
			.toList();
		for (int i = 0; i < this.sender.last("total"); i++) {
			int number = i;
			int times = handled.stream().mapToInt((ledger) -> ledger.get(number)).sum();
			account.add(number, fates.get(number), ports.get(number), times);
		}
		return account;
	}

	/** What became of all messages. */
	private static final class Account {

		private final List<Integer> twice = new ArrayList<>();

		private final List<Integer> refusedButHandled = new ArrayList<>();

		/** By the port to which they were sent. */
		private final Map<Integer, Integer> lostOnWire = new HashMap<>();

		/** Taken, but never handed to any connection. */
		private final List<Integer> neverSent = new ArrayList<>();

		private int refused;

		private void add(int number, int fate, int port, int times) {
			assertThat(fate).as("fate of " + number).isIn(RouterProgram.TAKEN, RouterProgram.REFUSED);
			if (times > 1) {
				this.twice.add(number);
			}
			if (fate == RouterProgram.REFUSED) {
				this.refused++;
				if (times > 0) {
					this.refusedButHandled.add(number);
				}
			}
			else if (times == 0 && port != 0) {
				this.lostOnWire.merge(port, 1, Integer::sum);
			}
			else if (times == 0) {
				this.neverSent.add(number);
			}
		}

		private int onWire(JavaProcess process) {
			return this.lostOnWire.getOrDefault(port(process), 0);
		}

	}

}
