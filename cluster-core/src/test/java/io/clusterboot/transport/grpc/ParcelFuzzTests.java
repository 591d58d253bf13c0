package io.clusterboot.transport.grpc;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.clusterboot.transport.Envelope;
import io.clusterboot.v1.Wire;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames of messages as a member that went mad could write them. Coverage-guided: see
 * CONTRIBUTING.md.
 */
class ParcelFuzzTests {

	/**
	 * The first byte chooses: 0 what follows is a frame, else it makes a valid one that
	 * is then damaged.
	 */
	@MethodSource("seeds")
	@FuzzTest
	void aFrameIsRefusedOrReadAsProtobufReadsItAndWrittenAndReadAgain(byte[] input)
			throws MalformedFrameException, InvalidProtocolBufferException {
		Dice dice = new Dice(input);
		byte[] bytes = (dice.below(2) == 0)
				? java.util.Arrays.copyOfRange(input, Math.min(1, input.length), input.length) : forged(dice);
		List<Envelope> envelopes;
		try {
			envelopes = new ParcelReader().read(bytes);
		}
		catch (MalformedFrameException ex) {
			assertThat(ex.getMessage()).isNotBlank();
			return;
		}
		assertThat(envelopes).hasSizeBetween(1, ParcelReader.ENVELOPES);
		Wire.Parcel parcel = Wire.Parcel.parseFrom(bytes);
		assertThat(parcel.getEnvelopesCount()).isEqualTo(envelopes.size());
		for (int i = 0; i < envelopes.size(); i++) {
			assertSame(envelopes.get(i), parcel.getEnvelopes(i), parcel.getNamesList());
		}
		ParcelTests.assertSame(new ParcelReader().read(new ParcelWriter().write(envelopes)), envelopes);
	}

	private static void assertSame(Envelope read, Wire.Envelope wire, List<String> names) {
		assertThat(read.kind().ordinal()).isEqualTo(wire.getKindValue());
		assertThat(read.handler()).isEqualTo(names.get(wire.getHandler()));
		assertThat(read.type()).isEqualTo(names.get(wire.getType()));
		assertThat(read.correlation()).isEqualTo(wire.getCorrelation());
		assertThat(read.payload()).isEqualTo(wire.getPayload().toByteArray());
		assertThat(read.headers()).isEqualTo(wire.getHeadersMap());
	}

	private static byte[] forged(Dice dice) {
		Wire.Parcel.Builder parcel = Wire.Parcel.newBuilder();
		for (int i = dice.below(4); i > 0; i--) {
			parcel.addNames(new String(dice.some(), java.nio.charset.StandardCharsets.UTF_8));
		}
		for (int i = dice.below(6); i > 0; i--) {
			Wire.Envelope.Builder envelope = Wire.Envelope.newBuilder()
				.setKindValue((int) dice.number())
				.setHandler((int) dice.number())
				.setType((int) dice.number())
				.setCorrelation(dice.number())
				.setPayload(ByteString.copyFrom(dice.some()));
			for (int j = dice.below(3); j > 0; j--) {
				envelope.putHeaders("header" + dice.next(), "value" + dice.next());
			}
			parcel.addEnvelopes(envelope);
		}
		if (dice.rarely(20)) {
			parcel.setAdmitted(Wire.Admitted.getDefaultInstance());
		}
		byte[] bytes = parcel.build().toByteArray();
		if (bytes.length > 0 && dice.rarely(3)) {
			bytes[dice.next() % bytes.length] ^= (byte) (1 << dice.below(8));
		}
		return bytes;
	}

	static Stream<byte[]> seeds() {
		byte[] payload = { 1, 2, 3 };
		return Seeds
			.of(Stream
				.of(List.of(new Envelope(Envelope.Kind.TELL, "quotes", "byte[]", 0, Map.of(), payload)),
						List.of(new Envelope(Envelope.Kind.ASK, "quotes", "String", 7, Map.of("trace", "00-1"),
								payload), new Envelope(Envelope.Kind.REPLY, "", "String", 7, Map.of(), payload),
								new Envelope(Envelope.Kind.FAILURE, "", "TIMEOUT", 8, Map.of(), new byte[0])))
				.map((envelopes) -> new ParcelWriter().write(envelopes)));
	}

}
