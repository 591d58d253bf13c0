package io.clusterboot.messaging;

import java.util.concurrent.locks.LockSupport;

import io.clusterboot.transport.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * An answer that one thread waits for; it is woken by the thread that moves bytes.
 */
final class WaitedAnswer implements Ask.Answer {

	private final Thread waiting = Thread.currentThread();

	private volatile @Nullable Envelope reply;

	private volatile @Nullable RuntimeException failure;

	@Override
	public void came(Envelope reply) {
		this.reply = reply;
		LockSupport.unpark(this.waiting);
	}

	@Override
	public void failed(RuntimeException failure) {
		this.failure = failure;
		LockSupport.unpark(this.waiting);
	}

	/** Waits; an ask always ends. */
	Envelope await() throws InterruptedException {
		Envelope came = this.reply;
		while (came == null) {
			RuntimeException failed = this.failure;
			if (failed != null) {
				throw failed;
			}
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			LockSupport.park(this);
			came = this.reply;
		}
		return came;
	}

}
