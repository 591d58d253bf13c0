package io.clusterboot.simulator.world;

import java.util.LinkedHashMap;
import java.util.Map;

import io.clusterboot.node.Commons;
import io.clusterboot.overlay.Overlay;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * Equal tables and overlays of the nodes of one simulated cluster, as one object each.
 * Remembers the last ones only: what nobody else reaches soon is not worth keeping.
 */
final class SharedValues implements Commons {

	/** Below this size the memory does not matter and the looking up costs more. */
	private static final int WORTHWHILE = 100;

	private static final int MOST = 256;

	private final Map<Digest, Tables> tables = new Recent<>();

	private final Map<Fingerprint, Overlay> overlays = new Recent<>();

	@Override
	public Tables share(Tables candidate) {
		if (candidate.members().size() < WORTHWHILE) {
			return candidate;
		}
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
