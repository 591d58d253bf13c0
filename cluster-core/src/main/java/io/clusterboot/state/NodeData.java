package io.clusterboot.state;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.clusterboot.api.NodeId;

/**
 * What a node says about itself. Written by that node alone; a higher version replaces
 * the row.
 *
 * @param id the node
 * @param version grows with each change by the node; positive
 * @param metadata its metadata, sorted
 */
public record NodeData(NodeId id, long version, SortedMap<String, String> metadata) implements Keyed {

	/**
	 * Creates a row.
	 */
	public NodeData {
		metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
	}

	/**
	 * Creates a row from any map.
	 * @param id the node
	 * @param version the version
	 * @param metadata the metadata
	 * @return the row
	 */
	public static NodeData of(NodeId id, long version, Map<String, String> metadata) {
		return new NodeData(id, version, new TreeMap<>(metadata));
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
		int weight = Weights.RECORD + Weights.of(this.id);
		for (Map.Entry<String, String> entry : this.metadata.entrySet()) {
			weight += Weights.of(entry.getKey()) + Weights.of(entry.getValue());
		}
		return weight;
	}

}
