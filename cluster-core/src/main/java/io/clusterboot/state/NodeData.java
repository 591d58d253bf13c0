package io.clusterboot.state;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.clusterboot.api.LoadSample;
import io.clusterboot.api.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What a node says about itself. Written by that node alone; a higher version replaces
 * the row.
 *
 * @param id the node
 * @param version grows with each change by the node; positive
 * @param metadata its metadata, sorted
 * @param load how busy it is; null if it does not say
 */
public record NodeData(NodeId id, long version, SortedMap<String, String> metadata,
		@Nullable LoadSample load) implements Keyed {

	/**
	 * Creates a row.
	 */
	public NodeData {
		metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
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
		return new NodeData(id, version, new TreeMap<>(metadata), load);
	}

	@Override
	public NodeId key() {
		return this.id;
	}

	@Override
	public Fingerprint hash() {
		return Hashes.data(this);
	}

	@Override
	public int weight() {
		int weight = Weights.RECORD + Weights.of(this.id) + ((this.load != null) ? Weights.LOAD : 0);
		for (Map.Entry<String, String> entry : this.metadata.entrySet()) {
			weight += Weights.of(entry.getKey()) + Weights.of(entry.getValue());
		}
		return weight;
	}

}
