package io.clusterboot.sample.page;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

import io.clusterboot.spring.event.ClusterEvent;
import io.clusterboot.spring.event.LoadChangedEvent;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The last events, for pages that are opened later; without those of the load, which
 * changes every few seconds.
 */
@Component
class EventJournal {

	static final int CAPACITY = 100;

	private final String id = UUID.randomUUID().toString();

	private final Clock clock = Clock.systemUTC();

	private final Deque<JournalEntry> entries = new ArrayDeque<>();

	private long sequence;

	/**
	 * Tells this journal from that of another life of the application.
	 * @return the id
	 */
	String id() {
		return this.id;
	}

	@EventListener
	synchronized void record(ClusterEvent event) {
		if (event instanceof LoadChangedEvent) {
			return;
		}
		if (this.entries.size() == CAPACITY) {
			this.entries.removeFirst();
		}
		this.sequence++;
		this.entries.addLast(
				new JournalEntry(this.sequence, this.clock.instant(), EventWords.type(event), EventWords.text(event)));
	}

	synchronized List<JournalEntry> entries() {
		return List.copyOf(this.entries);
	}

	synchronized long lastSequence() {
		return this.sequence;
	}

}
