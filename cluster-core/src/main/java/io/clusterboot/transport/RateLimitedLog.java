package io.clusterboot.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * A log that others can make busy: of each topic it writes one line in a while, and with
 * the next one how many it kept back. It counts all, written or not. Safe for use by many
 * threads.
 */
public final class RateLimitedLog {

	private final Logger logger;

	private final long intervalNanos;

	private final LongSupplier nanoTime;

	private final Map<String, Topic> topics = new ConcurrentHashMap<>();

	/**
	 * Creates a log that writes at most one line of a topic every 10 seconds.
	 * @param logger where to write
	 */
	public RateLimitedLog(Logger logger) {
		this(logger, Duration.ofSeconds(10), System::nanoTime);
	}

	RateLimitedLog(Logger logger, Duration interval, LongSupplier nanoTime) {
		this.logger = logger;
		this.intervalNanos = interval.toNanos();
		this.nanoTime = nanoTime;
	}

	/**
	 * Writes a line, unless one of its topic was written a moment ago.
	 * @param level how much it matters
	 * @param topic short, constant text
	 * @param message the line
	 */
	public void log(Level level, String topic, String message) {
		Topic known = this.topics.computeIfAbsent(topic, (unknown) -> new Topic());
		known.total.increment();
		if (!this.logger.isEnabledForLevel(level)) {
			return;
		}
		long suppressed = known.admit(this.nanoTime.getAsLong());
		if (suppressed == 0) {
			this.logger.atLevel(level).log(message);
		}
		else if (suppressed > 0) {
			this.logger.atLevel(level).log("{} (and {} more like this before)", message, suppressed);
		}
	}

	/**
	 * How many lines of a topic there were, those that were kept back included.
	 * @param topic the topic
	 * @return the number, 0 or more
	 */
	public long count(String topic) {
		Topic known = this.topics.get(topic);
		return (known != null) ? known.total.sum() : 0;
	}

	/** What was written of one topic. */
	private final class Topic {

		private final LongAdder total = new LongAdder();

		private boolean written;

		private long lastNanos;

		private long suppressed;

		/**
		 * Decides about one line.
		 * @param now the time
		 * @return how many lines were kept back before this one; negative to keep it back
		 */
		synchronized long admit(long now) {
			if (this.written && now - this.lastNanos < RateLimitedLog.this.intervalNanos) {
				this.suppressed++;
				return -1;
			}
			long before = this.suppressed;
			this.written = true;
			this.lastNanos = now;
			this.suppressed = 0;
			return before;
		}

	}

}
