package io.clusterboot.transport.grpc;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.Limits;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.v1.Wire;

/**
 * Reads one delta and checks its bounds.
 */
final class DeltaDecoder {

	private final Wire.Delta wire;

	private final List<NodeId> nodes;

	private DeltaDecoder(Wire.Delta wire) throws MalformedFrameException {
		this.wire = wire;
		this.nodes = new ArrayList<>(Bounds.atMost(wire.getNodesCount(), Bounds.NODES, "The number of nodes"));
		for (Wire.NodeId node : wire.getNodesList()) {
			this.nodes.add(IdentityCodec.read(node));
		}
		if (new HashSet<>(this.nodes).size() < this.nodes.size()) {
			throw new MalformedFrameException("A node is named twice");
		}
	}

	/**
	 * Reads a delta.
	 * @param wire the message
	 * @return the delta
	 * @throws MalformedFrameException if it is none
	 */
	static Delta read(Wire.Delta wire) throws MalformedFrameException {
		DeltaDecoder decoder = new DeltaDecoder(wire);
		return new Delta(decoder.members(), decoder.tombstones(), Bounds.natural(wire.getRemovals(), "The removals"),
				decoder.rows(), decoder.data());
	}

	private List<MemberRecord> members() throws MalformedFrameException {
		int count = Bounds.atMost(this.wire.getMembersCount(), Limits.MEMBERS, "The number of members");
		List<MemberRecord> members = new ArrayList<>(count);
		BitSet named = new BitSet();
		for (Wire.MemberRecord member : this.wire.getMembersList()) {
			members.add(MemberRecord.of(node(member.getNode(), named, "A member"),
					Bounds.constant(MemberStatus.class, member.getStatus()),
					Bounds.atMost(member.getUpNumber(), Integer.MAX_VALUE, "The upNumber"),
					Bounds.roles(member.getRolesList()),
					Bounds.name(member.getAppVersion(), "the application's version")));
		}
		return members;
	}

	private List<NodeId> tombstones() throws MalformedFrameException {
		int count = Bounds.atMost(this.wire.getTombstonesCount(), Bounds.NODES, "The number of tombstones");
		List<NodeId> tombstones = new ArrayList<>(count);
		BitSet named = new BitSet();
		for (int i = 0; i < count; i++) {
			tombstones.add(node(this.wire.getTombstones(i), named, "A tombstone"));
		}
		return tombstones;
	}

	private List<ObservationRow> rows() throws MalformedFrameException {
		int count = Bounds.atMost(this.wire.getRowsCount(), Limits.MEMBERS, "The number of observation rows");
		List<ObservationRow> rows = new ArrayList<>(count);
		BitSet named = new BitSet();
		int observations = 0;
		for (Wire.ObservationRow row : this.wire.getRowsList()) {
			observations = Bounds.atMost(observations + row.getSubjectsCount(), Bounds.OBSERVATIONS,
					"The number of observations");
			rows.add(new ObservationRow(node(row.getObserver(), named, "An observer"),
					Bounds.natural(row.getVersion(), "A row's version"), subjects(row)));
		}
		return rows;
	}

	private SortedMap<NodeId, Evidence> subjects(Wire.ObservationRow row) throws MalformedFrameException {
		Bounds.atMost(row.getSubjectsCount(), Limits.MEMBERS, "The number of subjects");
		SortedMap<NodeId, Evidence> subjects = new TreeMap<>();
		BitSet named = new BitSet();
		for (Wire.Observation observation : row.getSubjectsList()) {
			subjects.put(node(observation.getSubject(), named, "A subject"),
					Bounds.constant(Evidence.class, observation.getEvidence()));
		}
		return subjects;
	}

	private List<NodeData> data() throws MalformedFrameException {
		int count = Bounds.atMost(this.wire.getDataCount(), Limits.MEMBERS, "The number of node data rows");
		List<NodeData> data = new ArrayList<>(count);
		BitSet named = new BitSet();
		for (Wire.NodeData row : this.wire.getDataList()) {
			data.add(NodeData.of(node(row.getNode(), named, "A node with data"),
					Bounds.natural(row.getVersion(), "A row's version"), Bounds.metadata(row.getMetadataMap()),
					row.hasLoad() ? load(row.getLoad()) : null));
		}
		return data;
	}

	private static LoadSample load(Wire.LoadSample wire) throws MalformedFrameException {
		return new LoadSample(Bounds.atMost(wire.getHeap(), 1000, "A load"),
				Bounds.atMost(wire.getProcessCpu(), 1000, "A load"), Bounds.atMost(wire.getSystemCpu(), 1000, "A load"),
				Bounds.atMost(wire.getQueueDelay(), LoadSample.MOST_DELAY_MICROS, "A queue delay"));
	}

	private NodeId node(int place, BitSet named, String what) throws MalformedFrameException {
		Bounds.atMost(place, this.nodes.size() - 1, "The place of a node");
		return this.nodes.get(Bounds.once(place, named, what));
	}

}
