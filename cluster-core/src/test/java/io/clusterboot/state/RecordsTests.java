package io.clusterboot.state;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.clusterboot.api.NodeId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sorted array under the tables, against a tree.
 */
@Domain(Deltas.class)
@Domain(DomainContext.Global.class)
class RecordsTests {

	@Test
	void nothingToChangeChangesNothing() {
		Records<NodeData> records = records(List.of(Some.data(Some.node(1), 1)));
		assertThat(records.change(Map.of(), Set.of())).isSameAs(records);
	}

	@Property(tries = 500)
	void aChangePutsAndRemoves(@ForAll @Size(max = 8) List<NodeData> before, @ForAll @Size(max = 8) List<NodeData> put,
			@ForAll @Size(max = 4) Set<NodeId> removed) {
		TreeMap<NodeId, NodeData> expected = byKey(before);
		TreeMap<NodeId, NodeData> puts = byKey(put);
		puts.keySet().removeAll(removed);
		expected.keySet().removeAll(removed);
		expected.putAll(puts);
		Records<NodeData> changed = records(before).change(puts, removed);
		assertThat(changed.all()).containsExactlyElementsOf(expected.values());
		assertThat(changed.sum()).isEqualTo(changed.recomputedSum());
		assertThat(changed.size()).isEqualTo(expected.size());
	}

	@Property(tries = 300)
	void aRecordIsFoundAtItsPlaceAndAnUnknownOneAtItsInsertionPoint(@ForAll @Size(max = 8) List<NodeData> all,
			@ForAll NodeId wanted) {
		TreeMap<NodeId, NodeData> expected = byKey(all);
		Records<NodeData> records = records(all);
		int place = expected.headMap(wanted).size();
		assertThat(records.indexOf(wanted)).isEqualTo(expected.containsKey(wanted) ? place : -(place + 1));
		assertThat(records.get(wanted)).isEqualTo(expected.get(wanted));
	}

	@Property(tries = 300)
	void aCursorFindsTheSameInWhateverOrderKeysCome(@ForAll @Size(max = 30) List<NodeData> all,
			@ForAll @Size(max = 20) List<NodeId> wanted) {
		Records<NodeData> records = records(all);
		Records<NodeData>.Cursor cursor = records.cursor();
		for (NodeId id : wanted) {
			assertThat(cursor.indexOf(id)).isEqualTo(records.indexOf(id));
			assertThat(cursor.get(id)).isEqualTo(records.get(id));
		}
		records.all().forEach((data) -> assertThat(cursor.get(data.id())).isSameAs(data));
	}

	private static Records<NodeData> records(List<NodeData> all) {
		return Records.<NodeData>empty().change(byKey(all), Set.of());
	}

	private static TreeMap<NodeId, NodeData> byKey(List<NodeData> all) {
		TreeMap<NodeId, NodeData> byKey = new TreeMap<>();
		all.forEach((data) -> byKey.put(data.id(), data));
		return byKey;
	}

}
