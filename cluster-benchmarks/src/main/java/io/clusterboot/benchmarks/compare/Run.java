package io.clusterboot.benchmarks.compare;

import io.clusterboot.benchmarks.membership.MeasuredSystem;

/**
 * One cluster that is measured.
 *
 * @param round the round, from 1
 * @param setting under what
 * @param system which system
 */
record Run(int round, Setting setting, MeasuredSystem system) {

	@Override
	public String toString() {
		return this.system + ", " + this.setting + ", round " + this.round;
	}

}
