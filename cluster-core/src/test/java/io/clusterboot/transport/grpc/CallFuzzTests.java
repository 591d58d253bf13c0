package io.clusterboot.transport.grpc;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.clusterboot.api.ClusterId;
import io.clusterboot.joining.Request;
import io.clusterboot.joining.Response;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests and responses as a stranger could write them. Coverage-guided: see
 * CONTRIBUTING.md.
 */
class CallFuzzTests {

	/**
	 * The first byte chooses: 0 what follows is a request and a response, else it is what
	 * a forge needs.
	 */
	@MethodSource("seeds")
	@FuzzTest
	void aCallIsRefusedOrWrittenAndReadAgainAsItWas(byte[] input) throws MalformedFrameException {
		Dice dice = new Dice(input);
		if (dice.below(2) == 0) {
			byte[] bytes = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
			request(bytes);
			response(bytes);
		}
		else {
			Forge forge = new Forge(dice, FrameFuzzTests.NODES, new ClusterId(1, 2), Map.of());
			request(forge.bytes(forge.request().toByteArray()));
			response(forge.bytes(forge.response().toByteArray()));
		}
	}

	private static void request(byte[] bytes) throws MalformedFrameException {
		Request request;
		try {
			request = CallCodec.decodeRequest(bytes);
		}
		catch (MalformedFrameException ex) {
			assertThat(ex.getMessage()).isNotBlank();
			return;
		}
		assertThat(CallCodec.decodeRequest(CallCodec.encode(request))).isEqualTo(request);
	}

	private static void response(byte[] bytes) throws MalformedFrameException {
		Response response;
		try {
			response = CallCodec.decodeResponse(bytes);
		}
		catch (MalformedFrameException ex) {
			assertThat(ex.getMessage()).isNotBlank();
			return;
		}
		assertThat(CallCodec.decodeResponse(CallCodec.encode(response))).isEqualTo(response);
	}

	static Stream<byte[]> seeds() {
		return Seeds.of(Seeds.calls());
	}

}
