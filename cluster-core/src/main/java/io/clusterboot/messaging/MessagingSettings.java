package io.clusterboot.messaging;

import java.time.Duration;

import io.clusterboot.api.InvalidSettingException;

/**
 * Bounds of messaging. All that waits is bounded by them.
 *
 * @param payloadBytes the most that the payload of one message may have: 1 KiB to 64 MiB
 * @param queueBytes the most that may wait for one member at the sender, and for its
 * answers at the receiver: at least {@code payloadBytes}, at most 1 GiB
 * @param windowBytes how much of one member may wait for handlers at the receiver before
 * no more is read: 64 KiB to 1 GiB
 * @param outstandingAsks how many asks of one member may be without an answer: 1 to
 * 1,000,000
 * @param askTimeout how long an ask without a timeout of its own waits for its answer: 1
 * ms to 1 h
 * @param connectTimeout how long messages wait for a connection to a member: 100 ms to 1
 * min
 * @param whenFull what a sender does whose queue is full
 */
public record MessagingSettings(int payloadBytes, int queueBytes, int windowBytes, int outstandingAsks,
		Duration askTimeout, Duration connectTimeout, WhenFull whenFull) {

	private static final int KIB = 1024;

	private static final int MIB = 1024 * KIB;

	/** The most that a payload may ever have. */
	public static final int MOST_PAYLOAD_BYTES = 64 * MIB;

	/** Of a node on which nobody set anything. */
	public static final MessagingSettings DEFAULTS = new MessagingSettings(1024 * 1024, 8 * 1024 * 1024, 1024 * 1024,
			10_000, Duration.ofSeconds(5), Duration.ofSeconds(5), WhenFull.FAIL);

	/**
	 * Checks the settings.
	 * @throws InvalidSettingException if a value is out of range
	 */
	public MessagingSettings {
		between("cluster.messaging.max-payload-size", payloadBytes, KIB, MOST_PAYLOAD_BYTES);
		between("cluster.messaging.queue-size", queueBytes, payloadBytes, 1024 * MIB);
		between("cluster.messaging.window-size", windowBytes, 64 * KIB, 1024 * MIB);
		between("cluster.messaging.max-outstanding-asks", outstandingAsks, 1, 1_000_000);
		between("cluster.messaging.ask-timeout", askTimeout.toMillis(), 1, Duration.ofHours(1).toMillis());
		between("cluster.messaging.connect-timeout", connectTimeout.toMillis(), 100, Duration.ofMinutes(1).toMillis());
	}

	private static void between(String property, long value, long least, long most) {
		if (value < least || value > most) {
			throw new InvalidSettingException(property,
					value + " is out of range, it must be between " + least + " and " + most);
		}
	}

	/** What a sender does whose queue to a member is full. */
	public enum WhenFull {

		/** It fails at once. */
		FAIL,

		/** It waits for room, as long as an ask may take. */
		BLOCK

	}

}
