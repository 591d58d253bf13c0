package io.clusterboot.traffic;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import io.clusterboot.messaging.MessageHandler;
import io.clusterboot.messaging.MessagingSettings;

/**
 * A process that counts each message it handles in its ledger.
 */
public final class ReceiverProgram {

	private static final int PAUSE_EVERY = 300;

	private static final int PAUSE_MILLIS = 100;

	private ReceiverProgram() {
	}

	/**
	 * Runs until it is killed or told to end.
	 * @param arguments the port of another node, the ledger's file, and anything else if
	 * it pauses now and then, so that messages wait for it
	 * @throws InterruptedException if somebody interrupts it
	 */
	public static void main(String[] arguments) throws InterruptedException {
		Ledger handled = Ledger.open(Path.of(arguments[1]));
		boolean pauses = arguments.length > 2;
		AtomicInteger count = new AtomicInteger();
		Program program = Program.create(Integer.parseInt(arguments[0]), MessagingSettings.DEFAULTS,
				(address, envelope) -> {
				});
		program.messenger.handle(MessageHandler.of(Program.HANDLER, (message) -> {
			handled.count(Program.number((byte[]) message.payload()));
			if (pauses && count.incrementAndGet() % PAUSE_EVERY == 0) {
				Thread.sleep(PAUSE_MILLIS);
			}
			return null;
		}, byte[].class));
		program.start(() -> {
		});
		Thread.currentThread().join();
	}

}
