package io.clusterboot.simulator.world;

/**
 * Counts what goes over a simulated network. Bytes are those of the wire encoding without
 * the headers of HTTP/2, TCP and IP; they are counted only with wire encoding.
 */
public final class Traffic {

	/** What a frame weighs when it is not encoded. */
	static final int ASSUMED_BYTES = 100;

	private boolean wire;

	private long frames;

	private long bytes;

	private long maxQueueBytes;

	private long[] framesByNode = new long[0];

	Traffic(boolean wire) {
		this.wire = wire;
	}

	boolean isWire() {
		return this.wire;
	}

	/**
	 * Says whether frames that are sent from now on pass the wire encoding.
	 * @param wire true if they do, and their bytes are counted
	 */
	public void encode(boolean wire) {
		this.wire = wire;
	}

	void sent(SimulatedNode node) {
		this.frames++;
		if (node.index() >= this.framesByNode.length) {
			this.framesByNode = java.util.Arrays.copyOf(this.framesByNode, node.cluster().setup().nodes().size());
		}
		this.framesByNode[node.index()]++;
	}

	void bytes(long count) {
		this.bytes += count;
	}

	void queued(long queueBytes) {
		this.maxQueueBytes = Math.max(this.maxQueueBytes, queueBytes);
	}

	/**
	 * Frames sent on links.
	 * @return by all nodes since the beginning
	 */
	public long frames() {
		return this.frames;
	}

	/**
	 * Frames sent on links by one node.
	 * @param node the node
	 * @return since the beginning
	 */
	public long frames(SimulatedNode node) {
		return (node.index() < this.framesByNode.length) ? this.framesByNode[node.index()] : 0;
	}

	/**
	 * Bytes of frames and calls.
	 * @return by all nodes since the beginning; 0 without wire encoding
	 */
	public long bytes() {
		return this.bytes;
	}

	/**
	 * The most that waited, at any time, on the sending side of one link.
	 * @return bytes; without wire encoding a frame counts as 100
	 */
	public long maxQueueBytes() {
		return this.maxQueueBytes;
	}

}
