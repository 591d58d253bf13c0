package io.clusterboot.sample.page;

import java.time.Instant;

/**
 * An event as the page lists it.
 *
 * @param sequence grows by one with each event
 * @param time when this node saw it
 * @param type what happened, in capitals, as {@code MEMBER_UP}
 * @param text what happened, in words
 */
record JournalEntry(long sequence, Instant time, String type, String text) {
}
