package io.clusterboot.simulator.world;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;

import io.clusterboot.api.NodeId;
import io.clusterboot.node.Commons;
import io.clusterboot.node.Portrait;
import io.clusterboot.overlay.Overlay;
import io.clusterboot.state.Delta;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Equal tables, overlays and portraits of the nodes of one simulated cluster, as one
 * object each, and the merges that led to them. Remembers the last ones only: what nobody
 * else reaches soon is not worth keeping.
 */
final class SharedValues implements Commons {

	/** Below this size the memory does not matter and the looking up costs more. */
	private static final int WORTHWHILE = 100;

	private static final int MOST = 1024;

	private final Map<Digest, Tables> tables = new Recent<>();

	private final Map<Pair, Tables.Merge> merges = new Recent<>();

	private final Map<Pair, Tables.Changes> changes = new Recent<>();

	private final Map<Fingerprint, Overlay> overlays = new Recent<>();

	private final Map<View, Portrait> portraits = new Recent<>();

	@Override
	public Tables.Merge merge(Tables before, Delta delta) {
		if (Math.max(before.members().size(), delta.members().size()) < WORTHWHILE) {
			return before.merge(delta);
		}
		return this.merges.computeIfAbsent(new Pair(before, delta), (key) -> {
			Tables.Merge merge = before.merge(delta);
			Tables after = share(merge.tables());
			// what led from one state to another is the same, whatever else came with it
			return new Tables.Merge(after,
					this.changes.computeIfAbsent(new Pair(before, after), (states) -> merge.changes()));
		});
	}

	private Tables share(Tables candidate) {
		Tables known = this.tables.putIfAbsent(candidate.digest(), candidate);
		// tombstones have no part in the digest
		return (known != null && known.members().tombstones().equals(candidate.members().tombstones())) ? known
				: candidate;
	}

	@Override
	public Overlay overlay(Tables of, int rings, Overlay before) {
		if (of.members().size() < WORTHWHILE) {
			return before.next(of.members());
		}
		return this.overlays.computeIfAbsent(of.members().fingerprint(), (key) -> before.next(of.members()));
	}

	@Override
	public Portrait portrait(Tables of, SortedSet<NodeId> unreachable, Portrait before) {
		if (of.members().size() < WORTHWHILE) {
			return before.next(of, unreachable);
		}
		return this.portraits.computeIfAbsent(new View(of, unreachable), (key) -> before.next(of, unreachable));
	}

	/** Two objects, each the same only as the same object. */
	private record Pair(Object first, Object second) {

		@Override
		public boolean equals(Object other) {
			return other instanceof Pair that && this.first == that.first && this.second == that.second;
		}

		@Override
		public int hashCode() {
			return 31 * System.identityHashCode(this.first) + System.identityHashCode(this.second);
		}

	}

	/** What a portrait shows; tables are the same only as the same object. */
	private record View(Tables tables, SortedSet<NodeId> unreachable) {
	}

	/** The most recently used entries. */
	private static final class Recent<K, V> extends LinkedHashMap<K, V> {

		private static final long serialVersionUID = 1L;

		Recent() {
			super(MOST, 0.75f, true);
		}

		@Override
		protected boolean removeEldestEntry(Map.@Nullable Entry<K, V> eldest) {
			return size() > MOST;
		}

	}

}
