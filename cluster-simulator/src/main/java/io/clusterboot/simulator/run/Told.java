package io.clusterboot.simulator.run;

import java.util.List;

import io.clusterboot.simulator.schedule.Schedule;

/**
 * All that happened in a run, for a report. Times are virtual ms.
 *
 * @param schedule what was played
 * @param result what it showed
 * @param incidents the faults as they were played
 * @param phases what each node was, one after the other, by node and time
 * @param events what nodes came to know, in order of time
 * @param sizes how many members nodes saw, in order of time
 */
public record Told(Schedule schedule, Result result, List<Incident> incidents, List<Phase> phases, List<Event> events,
		List<Size> sizes) {

	/**
	 * Creates the story.
	 */
	public Told {
		incidents = List.copyOf(incidents);
		phases = List.copyOf(phases);
		events = List.copyOf(events);
		sizes = List.copyOf(sizes);
	}

	/**
	 * What a node was for a while.
	 *
	 * @param node its number
	 * @param from since when
	 * @param to until when
	 * @param status its own status in its own eyes, {@code OUTSIDE} while it is in no
	 * cluster, {@code STOPPED} while there is no process
	 */
	public record Phase(int node, long from, long to, String status) {
	}

	/**
	 * Something that became known.
	 *
	 * @param kind {@code up}, {@code unreachable}, {@code reachable}, {@code down},
	 * {@code removed}, {@code leader} or {@code decision}
	 * @param node about whom, or, for a leader or a decision, who
	 * @param first when a node knew it first
	 * @param last when a node knew it last
	 * @param seenBy how many nodes came to know it
	 * @param text for people
	 */
	public record Event(String kind, int node, long first, long last, int seenBy, String text) {
	}

	/**
	 * How many members nodes saw.
	 *
	 * @param at when
	 * @param least the fewest that a live member lists
	 * @param most the most that a live member lists
	 * @param agreeing how many nodes have agreement
	 * @param running how many processes there are
	 */
	public record Size(long at, int least, int most, int agreeing, int running) {
	}

}
