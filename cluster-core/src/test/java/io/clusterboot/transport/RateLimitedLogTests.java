package io.clusterboot.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One line of a topic in a while.
 */
class RateLimitedLogTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger(RateLimitedLogTests.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final AtomicLong nanos = new AtomicLong(-5);

	private final RateLimitedLog log = new RateLimitedLog(this.logger, Duration.ofNanos(10), this.nanos::get);

	@BeforeEach
	void listen() {
		this.logger.setAdditive(false);
		this.lines.start();
		this.logger.addAppender(this.lines);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.lines);
	}

	@Test
	void theFirstLineIsWrittenAndMoreAreCounted() {
		for (int i = 1; i <= 5; i++) {
			this.log.log(Level.WARN, "topic", "line " + i);
		}
		this.log.log(Level.WARN, "other", "another topic");
		this.nanos.addAndGet(10);
		this.log.log(Level.WARN, "topic", "line 6");
		this.nanos.addAndGet(10);
		this.log.log(Level.WARN, "topic", "line 7");
		assertThat(this.lines.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("line 1", "another topic", "line 6 (and 4 more like this before)", "line 7");
	}

	@Test
	void allLinesOfATopicAreCountedWrittenOrNot() {
		this.logger.setLevel(ch.qos.logback.classic.Level.WARN);
		this.log.log(Level.WARN, "topic", "written");
		this.log.log(Level.WARN, "topic", "kept back");
		this.log.log(Level.DEBUG, "topic", "off");
		assertThat(this.log.count("topic")).isEqualTo(3);
		assertThat(this.log.count("other")).isZero();
	}

	@Test
	void aLevelThatIsOffKeepsNothingBack() {
		this.logger.setLevel(ch.qos.logback.classic.Level.WARN);
		this.log.log(Level.DEBUG, "topic", "unseen");
		this.log.log(Level.WARN, "topic", "seen");
		assertThat(this.lines.list).hasSize(1);
	}

}
