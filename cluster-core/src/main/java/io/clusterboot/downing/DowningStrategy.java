package io.clusterboot.downing;

/**
 * Decides which side of a split goes on. Pure: every node with the same picture of the
 * split decides the same.
 */
@FunctionalInterface
public interface DowningStrategy {

	/**
	 * Decides.
	 * @param split a split that has been stable for long enough
	 * @return whom to down, and why
	 */
	Decision decide(Split split);

}
