package io.clusterboot.simulator.schedule;

/**
 * A fault with its times, all in virtual ms.
 *
 * @param fault what happens
 * @param at when, since the run began
 * @param lasting how long it lasts; 0 until the run ends, or for what lasts not at all
 * @param every time between the beginnings of two repetitions; 0 for once
 * @param times how many there are; 0 for as many as fit
 */
public record TimedFault(Fault fault, long at, long lasting, long every, int times) {

	/**
	 * Something that happens once.
	 * @param fault what
	 * @param at when, in ms
	 * @param lasting how long, in ms; 0 until the end
	 * @return the timed fault
	 */
	public static TimedFault once(Fault fault, long at, long lasting) {
		return new TimedFault(fault, at, lasting, 0, 0);
	}

	void check() {
		if (this.lasting > 0 && !this.fault.lasts()) {
			throw new InvalidScheduleException("'" + this.fault.kind() + "' happens at one moment, 'for' says nothing");
		}
		if (this.times > 0 && this.every == 0) {
			throw new InvalidScheduleException("'times' needs 'every'");
		}
		if (this.every > 0 && this.fault.lasts() && (this.lasting == 0 || this.lasting > this.every)) {
			throw new InvalidScheduleException("what is repeated needs a 'for' that is not longer than 'every'");
		}
	}

	/**
	 * When the last of it is over.
	 * @param end the end of the run, in ms
	 * @return the time in ms; at most {@code end}
	 */
	public long over(long end) {
		if (this.fault.lasts() && this.lasting == 0) {
			return end;
		}
		long last = this.at;
		if (this.every > 0) {
			long most = Math.max(0, (end - this.at - 1) / this.every);
			last += this.every * ((this.times > 0) ? Math.min(this.times - 1, most) : most);
		}
		return Math.min(end, last + this.lasting);
	}

	/**
	 * As it stands in a schedule.
	 * @return one line of YAML
	 */
	@Override
	public String toString() {
		return Faults.write(this).toString();
	}

}
