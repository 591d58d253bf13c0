package io.clusterboot.sample;

/**
 * Starts three nodes in one JVM.
 */
public final class ThreeNodeDemo {

	private ThreeNodeDemo() {
	}

	public static void main(String[] args) {
		SampleApplication.main(args);
	}

}
