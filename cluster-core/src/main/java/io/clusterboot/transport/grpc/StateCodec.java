package io.clusterboot.transport.grpc;

import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.Limits;
import io.clusterboot.state.Digest;
import io.clusterboot.state.Fingerprint;
import io.clusterboot.state.SeenSet;
import io.clusterboot.v1.Wire;

/**
 * Fingerprints and what is made of them, as bytes and back.
 */
final class StateCodec {

	private static final int SEEN_WORDS = (Limits.MEMBERS + Long.SIZE - 1) / Long.SIZE;

	private StateCodec() {
	}

	/**
	 * Writes a digest.
	 * @param digest the digest
	 * @return the message
	 */
	static Wire.Digest write(Digest digest) {
		return Wire.Digest.newBuilder()
			.setMembers(write(digest.members()))
			.setObservations(write(digest.observations()))
			.setNodeData(write(digest.nodeData()))
			.build();
	}

	/**
	 * Reads a digest.
	 * @param wire the message
	 * @return the digest
	 */
	static Digest read(Wire.Digest wire) {
		return new Digest(read(wire.getMembers()), read(wire.getObservations()), read(wire.getNodeData()));
	}

	/**
	 * Writes who has seen a state.
	 * @param seen the set
	 * @return the message
	 */
	static Wire.SeenSet write(SeenSet seen) {
		Wire.SeenSet.Builder wire = Wire.SeenSet.newBuilder()
			.setFingerprint(write(seen.fingerprint()))
			.setComplete(seen.isComplete());
		for (long word : seen.words()) {
			wire.addWords(word);
		}
		return wire.build();
	}

	/**
	 * Reads who has seen a state.
	 * @param wire the message
	 * @return the set
	 * @throws MalformedFrameException if it is too large
	 */
	static SeenSet read(Wire.SeenSet wire) throws MalformedFrameException {
		long[] words = new long[Bounds.atMost(wire.getWordsCount(), SEEN_WORDS, "The size of the seen set")];
		for (int i = 0; i < words.length; i++) {
			words[i] = wire.getWords(i);
		}
		Fingerprint fingerprint = read(wire.getFingerprint());
		return wire.getComplete() ? SeenSet.complete(fingerprint) : SeenSet.received(fingerprint, words);
	}

	/**
	 * Writes sums as pairs of lanes.
	 * @param sums the sums
	 * @return twice as many numbers
	 */
	static List<Long> lanes(List<Fingerprint> sums) {
		List<Long> lanes = new ArrayList<>(2 * sums.size());
		for (Fingerprint sum : sums) {
			lanes.add(sum.high());
			lanes.add(sum.low());
		}
		return lanes;
	}

	/**
	 * Reads sums from pairs of lanes.
	 * @param lanes the lanes
	 * @param most how many sums are allowed
	 * @return half as many sums
	 * @throws MalformedFrameException if they are too many or a lane is missing
	 */
	static List<Fingerprint> sums(List<Long> lanes, int most) throws MalformedFrameException {
		Bounds.atMost(lanes.size(), 2 * most, "The number of lanes");
		if (lanes.size() % 2 != 0) {
			throw new MalformedFrameException("A sum lacks its second lane");
		}
		List<Fingerprint> sums = new ArrayList<>(lanes.size() / 2);
		for (int i = 0; i < lanes.size(); i += 2) {
			sums.add(new Fingerprint(lanes.get(i), lanes.get(i + 1)));
		}
		return sums;
	}

	private static Wire.Fingerprint write(Fingerprint fingerprint) {
		return Wire.Fingerprint.newBuilder().setHigh(fingerprint.high()).setLow(fingerprint.low()).build();
	}

	private static Fingerprint read(Wire.Fingerprint wire) {
		return new Fingerprint(wire.getHigh(), wire.getLow());
	}

}
