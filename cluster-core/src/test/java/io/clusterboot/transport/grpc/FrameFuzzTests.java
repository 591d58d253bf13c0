package io.clusterboot.transport.grpc;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.clusterboot.api.ClusterId;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import io.clusterboot.node.Frame;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames as a stranger could write them. Coverage-guided: see CONTRIBUTING.md.
 */
class FrameFuzzTests {

	static final List<NodeId> NODES = List.of(new NodeId(new NodeAddress("127.0.0.1", 7001), 5),
			new NodeId(new NodeAddress("127.0.0.1", 7002), 6), new NodeId(new NodeAddress("127.0.0.1", 7003), 7),
			new NodeId(new NodeAddress("127.0.0.1", 7002), 8));

	/**
	 * The first byte chooses: 0 what follows is a frame, else it is what a forge needs.
	 */
	@MethodSource("seeds")
	@FuzzTest
	void aFrameIsRefusedOrWrittenAndReadAgainAsItWas(byte[] input) throws MalformedFrameException {
		Dice dice = new Dice(input);
		byte[] bytes = (dice.below(2) == 0)
				? java.util.Arrays.copyOfRange(input, Math.min(1, input.length), input.length)
				: forged(new Forge(dice, NODES, new ClusterId(1, 2), Map.of()));
		Frame frame;
		try {
			frame = new FrameDecoder().decode(FrameDecoder.parse(bytes));
		}
		catch (MalformedFrameException ex) {
			assertThat(ex.getMessage()).isNotBlank();
			return;
		}
		byte[] written = new FrameEncoder().encode(frame);
		assertThat(new FrameDecoder().decode(FrameDecoder.parse(written))).isEqualTo(frame);
	}

	private static byte[] forged(Forge forge) {
		return forge.bytes(forge.frame().toByteArray());
	}

	static Stream<byte[]> seeds() {
		return Seeds.of(Seeds.frames());
	}

}
