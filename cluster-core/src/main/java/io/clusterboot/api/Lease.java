package io.clusterboot.api;

import java.time.Duration;

/**
 * Something outside the cluster that only one owner can have at a time, such as a row of
 * a database: the arbiter of {@link DowningMode#LEASE_MAJORITY}. Of all sides of a split
 * only the one that gets the lease goes on.
 * <p>
 * A lease is taken for a while and never given back: it ends by itself. It must outlast
 * the split, which is the time in which another side may still ask. No side asks later
 * than half of the validity after it saw the first member fall, pauses of its own
 * included; after that it takes the lease for lost. The other half is for what the two
 * sides may differ in noticing the split. So a side that was asleep, and finds the lease
 * free because that of the other side has ended, does not take it.
 * <p>
 * The owner is one life of one node, the leader of its side. When that node has to decide
 * again while its lease is valid, it gets the same lease again, for the whole validity
 * from then on. If its side splits once more, the part with that node goes on and any
 * other part is refused until the validity is over, be it the larger one: it cannot be
 * told from a part that is cut off from a living owner. So it downs itself, also when the
 * owner crashed. A shorter validity shortens that time.
 * <p>
 * Called on a thread of its own, which may wait, and is interrupted when the time for the
 * answer is over. Whatever is thrown, and no answer in time, count as not acquired. An
 * answer that comes too late does no harm: then no side goes on.
 */
@FunctionalInterface
public interface Lease {

	/**
	 * Acquires the lease, or renews it. Must be atomic among all nodes: of two owners
	 * that ask at the same time one gets it at most.
	 * @param name which lease: the cluster's name and id, at most 300 characters; each
	 * name is a lease of its own
	 * @param owner who asks: address and incarnation of a node, at most 300 characters
	 * @param validity how long it is to be valid from now on, by a clock that is the same
	 * for all owners; more than a minute
	 * @return true if it was free, or over, or already held by the same owner, and is
	 * this owner's now; false if it is another owner's
	 * @throws Exception if it cannot be found out; counts as not acquired
	 */
	boolean acquire(String name, String owner, Duration validity) throws Exception;

}
