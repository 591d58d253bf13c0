package io.clusterboot.node;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.clusterboot.agreement.Agreement;
import io.clusterboot.agreement.Burials;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.detection.Judge;
import io.clusterboot.overlay.Overlay;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.MemberTable;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Tables;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows as a member: its tables, who has seen them, and its verdict. All
 * changes of the tables go through here; whose records changed is told to one listener.
 */
final class Membership {

	final ClusterSettings settings;

	final NodeId self;

	final ClusterId clusterId;

	final RandomGenerator random;

	final Consumer<Output> output;

	final Judge judge;

	final Witness witness;

	private final ChangeListener listener;

	private final Commons commons;

	private Tables tables = Tables.EMPTY;

	/** The own record, in which table. */
	private @Nullable MemberRecord own;

	private @Nullable MemberTable ownIn;

	private final Attested attested = new Attested();

	private SeenSet seen = SeenSet.single(Tables.EMPTY.members().fingerprint(), 0, -1);

	private Overlay overlay;

	private Portrait portrait = Portrait.NOBODY;

	Membership(ClusterSettings settings, NodeId self, ClusterId clusterId, RandomGenerator random,
			Consumer<Output> output, ChangeListener listener, Witness witness, Commons commons) {
		this.settings = settings;
		this.self = self;
		this.clusterId = clusterId;
		this.random = random;
		this.output = output;
		this.judge = new Judge(self);
		this.listener = listener;
		this.witness = witness;
		this.commons = commons;
		this.overlay = Overlay.of(Tables.EMPTY.members(), settings.failureDetector().observers());
	}

	Tables tables() {
		return this.tables;
	}

	SeenSet seen() {
		return this.seen;
	}

	Overlay overlay() {
		return this.overlay;
	}

	/** What users see of the tables. */
	Portrait portrait() {
		this.portrait = this.commons.portrait(this.tables, this.judge.verdict().unreachable(), this.portrait);
		return this.portrait;
	}

	Insight insight(Agreement agreement) {
		return new Insight(this.self, this.clusterId, this.tables, this.seen, this.judge.verdict(), agreement);
	}

	List<MemberRecord> live() {
		return this.tables.members().live();
	}

	@Nullable MemberRecord get(NodeId id) {
		return this.tables.members().get(id);
	}

	boolean isLive(NodeId id) {
		return this.tables.members().indexOf(id) >= 0;
	}

	boolean isUnreachable(NodeId id) {
		return this.judge.verdict().unreachable().contains(id);
	}

	/**
	 * Whether at least four fifths of those who surely observe the member are
	 * unreachable: not all, as two that observe each other may both be gone.
	 */
	boolean isOrphaned(NodeId id) {
		MemberRecord record = this.tables.members().get(id);
		if (record == null || this.judge.verdict().unreachable().isEmpty()) {
			return false;
		}
		Set<NodeId> observers = this.overlay.observersOf(record);
		return 5 * observers.stream().filter(this::isUnreachable).count() >= 4L * observers.size();
	}

	/**
	 * How many members are there: those that are unreachable may be in another cluster.
	 */
	int present() {
		int present = 0;
		for (MemberRecord record : live()) {
			present += (record.status() != MemberStatus.DOWN && !isUnreachable(record.id())) ? 1 : 0;
		}
		return present;
	}

	/** Members without a vote on whom others may still count. */
	Set<NodeId> believed() {
		return this.attested.believed(this.tables.members());
	}

	private void attest() {
		this.attested.exits(this.tables.members(), this.seen);
		if (this.seen.isComplete()) {
			this.attested.by(this.tables.members());
		}
	}

	/**
	 * How long news are collected, in ms: 20 in a small cluster, 50 from 100 members on,
	 * so that more of them meet in one frame.
	 */
	long batch() {
		return Math.min(50, Math.max(20, this.tables.members().size() / 2));
	}

	/** The own record; null once this node is removed. */
	@Nullable MemberRecord own() {
		MemberTable members = this.tables.members();
		if (this.ownIn != members) {
			this.ownIn = members;
			this.own = members.get(this.self);
		}
		return this.own;
	}

	/** Merges records from a link (null: an own change). */
	void merge(Delta delta, @Nullable Link source) {
		Delta news = (source != null) ? fromOthers(delta) : delta;
		Tables.Merge merged = this.commons.merge(this.tables, news);
		Tables before = this.tables;
		if (merged.tables() == before) {
			return;
		}
		this.tables = merged.tables();
		boolean membersChanged = !before.members().fingerprint().equals(this.tables.members().fingerprint());
		if (membersChanged) {
			this.seen = SeenSet.single(this.tables.members().fingerprint(), this.tables.members().size(),
					this.tables.members().indexOf(this.self));
			attest();
			this.overlay = this.commons.overlay(this.tables, this.settings.failureDetector().observers(), this.overlay);
		}
		this.witness.changed(before, this.tables, source == null);
		if (membersChanged || !merged.changes().isEmpty()) {
			this.listener.changed(merged.changes(), membersChanged, source);
		}
	}

	private Delta fromOthers(Delta delta) {
		Collection<NodeId> forgotten = this.attested.forgottenElsewhere(delta, this.tables.members());
		if (!forgotten.isEmpty()) {
			forget(new Burials.Forgettable(List.copyOf(forgotten), this.attested.removals()));
		}
		return this.attested.withoutForgotten(OwnRows.without(delta, this.self, this.tables), this.tables.members());
	}

	void update(List<MemberRecord> records) {
		merge(new Delta(records, List.of(), this.tables.members().removals(), List.of(), List.of()), null);
	}

	void updateStatus(NodeId id, MemberStatus status) {
		MemberRecord record = get(id);
		if (record != null && record.status().compareTo(status) < 0) {
			update(List.of(record.withStatus(status)));
		}
	}

	void bury(Collection<NodeId> ids) {
		merge(new Delta(List.of(), List.copyOf(ids), this.tables.members().removalsAfter(ids.size()), List.of(),
				List.of()), null);
	}

	void report(ObservationRow row) {
		merge(new Delta(List.of(), List.of(), this.tables.members().removals(), List.of(row), List.of()), null);
	}

	/**
	 * Puts entries into the own metadata; InvalidSettingException when it gets too large.
	 */
	void describe(Map<String, String> entries) {
		NodeData before = this.tables.data(this.self);
		Map<String, String> metadata = new TreeMap<>((before != null) ? before.metadata() : Map.of());
		metadata.putAll(entries);
		this.settings.toBuilder().metadata(metadata).build();
		describe(metadata, (before != null) ? before.load() : null);
	}

	/** Tells the others how busy this node is. */
	void describe(LoadSample load) {
		NodeData before = this.tables.data(this.self);
		describe((before != null) ? before.metadata() : Map.of(), load);
	}

	private void describe(Map<String, String> metadata, @Nullable LoadSample load) {
		NodeData before = this.tables.data(this.self);
		long version = (before != null) ? before.version() + 1 : 1;
		merge(new Delta(List.of(), List.of(), this.tables.members().removals(), List.of(),
				List.of(NodeData.of(this.self, version, metadata, load))), null);
	}

	/** Checks the incremental fingerprint against one from scratch. */
	void check() {
		if (!this.tables.members().isConsistent()) {
			notice(Output.Severity.WARN, "fingerprint",
					"The fingerprint of the members is wrong, restart this node and report a bug");
		}
	}

	/** Forgets tombstones; what was written before all knew them is no news any more. */
	void forget(Burials.Forgettable forgettable) {
		this.tables = this.tables.forget(forgettable.tombstones());
		this.attested.forgot(forgettable.removals());
	}

	/** Adds what another node knows about who has seen this state. */
	boolean mergeSeen(SeenSet other) {
		SeenSet merged = this.seen.merge(other, this.tables.members().size());
		boolean grown = merged != this.seen;
		this.seen = merged;
		attest();
		return grown;
	}

	void notice(Output.Severity severity, String topic, String message) {
		this.output.accept(new Output.Notice(severity, topic, message));
	}

	/** Is told about every change of the tables. */
	@FunctionalInterface
	interface ChangeListener {

		/**
		 * Records changed.
		 * @param changes whose
		 * @param members whether the members table's fingerprint changed
		 * @param source the link they came from, null for an own change
		 */
		void changed(Tables.Changes changes, boolean members, @Nullable Link source);

	}

}
