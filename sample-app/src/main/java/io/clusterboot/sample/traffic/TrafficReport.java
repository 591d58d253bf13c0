package io.clusterboot.sample.traffic;

import java.util.List;

/**
 * What a member sent so far.
 *
 * @param member its cluster address
 * @param life tells its present life from an earlier one at the same address
 * @param nanos when it said so, by a clock of its own that only differences are taken of
 * @param sent what it sent, an entry for each receiver
 */
record TrafficReport(String member, String life, long nanos, List<Sent> sent) {

	/**
	 * What went to one receiver.
	 *
	 * @param to its cluster address
	 * @param messages how many messages
	 * @param bytes the bytes of their payloads
	 */
	record Sent(String to, long messages, long bytes) {
	}

}
