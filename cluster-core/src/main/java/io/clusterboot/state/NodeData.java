package io.clusterboot.state;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.clusterboot.api.LoadSample;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What a node says about itself. Written by that node alone; a higher version replaces
 * the row. Immutable.
 */
public final class NodeData implements Versioned {

	private final NodeId id;

	private final long version;

	private final SortedMap<String, String> metadata;

	private final @Nullable LoadSample load;

	private @Nullable Fingerprint hash;

	private NodeData(NodeId id, long version, SortedMap<String, String> metadata, @Nullable LoadSample load) {
		this.id = id;
		this.version = version;
		this.metadata = metadata;
		this.load = load;
	}

	/**
	 * Creates a row without a load from any map.
	 * @param id the node
	 * @param version the version
	 * @param metadata the metadata
	 * @return the row
	 */
	public static NodeData of(NodeId id, long version, Map<String, String> metadata) {
		return of(id, version, metadata, null);
	}

	/**
	 * Creates a row from any map.
	 * @param id the node
	 * @param version the version
	 * @param metadata the metadata
	 * @param load how busy it is; null if it does not say
	 * @return the row
	 */
	public static NodeData of(NodeId id, long version, Map<String, String> metadata, @Nullable LoadSample load) {
		return new NodeData(id, version, Collections.unmodifiableSortedMap(new TreeMap<>(metadata)), load);
	}

	/**
	 * Whose row it is.
	 * @return the node
	 */
	public NodeId id() {
		return this.id;
	}

	/**
	 * Which version of the row it is.
	 * @return grows with each change by the node; positive
	 */
	@Override
	public long version() {
		return this.version;
	}

	/**
	 * The metadata of the node.
	 * @return sorted, unmodifiable
	 */
	public SortedMap<String, String> metadata() {
		return this.metadata;
	}

	/**
	 * How busy the node is.
	 * @return null if it does not say
	 */
	public @Nullable LoadSample load() {
		return this.load;
	}

	@Override
	public NodeId key() {
		return this.id;
	}

	/**
	 * What this row adds to the table's fingerprint.
	 * @return the hash of node and version, found at the first call
	 */
	@Override
	public Fingerprint hash() {
		Fingerprint known = this.hash;
		if (known == null) {
			known = Hashes.data(this);
			this.hash = known;
		}
		return known;
	}

	@Override
	public int weight() {
		int weight = Weights.RECORD + Weights.of(this.id) + ((this.load != null) ? Weights.LOAD : 0);
		for (Map.Entry<String, String> entry : this.metadata.entrySet()) {
			weight += Weights.of(entry.getKey()) + Weights.of(entry.getValue());
		}
		return weight;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other
				|| (other instanceof NodeData that && this.version == that.version && this.id.equals(that.id)
						&& this.metadata.equals(that.metadata) && Objects.equals(this.load, that.load));
	}

	@Override
	public int hashCode() {
		return 31 * this.id.hashCode() + Long.hashCode(this.version);
	}

	@Override
	public String toString() {
		return this.id + " version " + this.version + " " + this.metadata
				+ ((this.load != null) ? " " + this.load : "");
	}

}
