package io.clusterboot.transport.grpc;

import java.util.HashMap;
import java.util.Map;

import io.clusterboot.api.Evidence;
import io.clusterboot.api.LoadSample;
import io.clusterboot.api.NodeId;
import io.clusterboot.state.Delta;
import io.clusterboot.state.MemberRecord;
import io.clusterboot.state.NodeData;
import io.clusterboot.state.ObservationRow;
import io.clusterboot.v1.Wire;

/**
 * Writes one delta. Each id is written once, all records name it by its place.
 */
final class DeltaEncoder {

	private final Wire.Delta.Builder wire = Wire.Delta.newBuilder();

	private final Map<NodeId, Integer> places = new HashMap<>();

	private DeltaEncoder() {
	}

	/**
	 * Writes a delta.
	 * @param delta the delta
	 * @return the message
	 */
	static Wire.Delta write(Delta delta) {
		DeltaEncoder encoder = new DeltaEncoder();
		delta.members().forEach(encoder::add);
		delta.tombstones().forEach((id) -> encoder.wire.addTombstones(encoder.place(id)));
		delta.rows().forEach(encoder::add);
		delta.data().forEach(encoder::add);
		return encoder.wire.setRemovals(delta.removals()).build();
	}

	private void add(MemberRecord record) {
		this.wire.addMembers(Wire.MemberRecord.newBuilder()
			.setNode(place(record.id()))
			.setStatus(Wire.MemberStatus.valueOf(record.status().name()))
			.setUpNumber(record.upNumber())
			.addAllRoles(record.roles())
			.setAppVersion(record.appVersion()));
	}

	private void add(ObservationRow row) {
		Wire.ObservationRow.Builder rowOnWire = Wire.ObservationRow.newBuilder()
			.setObserver(place(row.observer()))
			.setVersion(row.version());
		for (Map.Entry<NodeId, Evidence> subject : row.subjects().entrySet()) {
			rowOnWire.addSubjects(Wire.Observation.newBuilder()
				.setSubject(place(subject.getKey()))
				.setEvidence(Wire.Evidence.valueOf(subject.getValue().name())));
		}
		this.wire.addRows(rowOnWire);
	}

	private void add(NodeData data) {
		Wire.NodeData.Builder row = Wire.NodeData.newBuilder()
			.setNode(place(data.id()))
			.setVersion(data.version())
			.putAllMetadata(data.metadata());
		LoadSample load = data.load();
		if (load != null) {
			row.setLoad(Wire.LoadSample.newBuilder()
				.setHeap(load.heapPermille())
				.setProcessCpu(load.processCpuPermille())
				.setSystemCpu(load.systemCpuPermille())
				.setQueueDelay(load.queueDelayMicros()));
		}
		this.wire.addData(row);
	}

	private int place(NodeId id) {
		return this.places.computeIfAbsent(id, (unknown) -> {
			this.wire.addNodes(IdentityCodec.write(unknown));
			return this.places.size();
		});
	}

}
