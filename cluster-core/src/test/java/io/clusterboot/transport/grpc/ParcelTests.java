package io.clusterboot.transport.grpc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.clusterboot.transport.Envelope;
import io.clusterboot.v1.Wire;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Frames of messages, which are written and read by hand: as protobuf does, and within
 * bounds.
 */
class ParcelTests {

	@Property(tries = 200)
	void aFrameIsReadAsItWasWritten(@ForAll("frames") List<Envelope> frame) throws MalformedFrameException {
		assertSame(new ParcelReader().read(new ParcelWriter().write(frame)), frame);
	}

	@Property(tries = 200)
	void aFrameIsWrittenAsProtobufUnderstandsIt(@ForAll("frames") List<Envelope> frame)
			throws InvalidProtocolBufferException, MalformedFrameException {
		Wire.Parcel parcel = Wire.Parcel.parseFrom(new ParcelWriter().write(frame));
		assertThat(parcel.getEnvelopesCount()).isEqualTo(frame.size());
		assertSame(new ParcelReader().read(parcel.toByteArray()), frame);
	}

	@Property(tries = 100)
	void aWriterAndAReaderForgetTheFrameBefore(@ForAll("frames") List<Envelope> first,
			@ForAll("frames") List<Envelope> second) throws MalformedFrameException {
		ParcelWriter writer = new ParcelWriter();
		ParcelReader reader = new ParcelReader();
		assertSame(reader.read(writer.write(first)), first);
		assertSame(reader.read(writer.write(second)), second);
	}

	@Property(tries = 200)
	void aFrameThatIsCutOffIsRefusedOrHasTheFirstMessages(@ForAll("frames") List<Envelope> frame,
			@ForAll double where) {
		byte[] bytes = new ParcelWriter().write(frame);
		byte[] start = java.util.Arrays.copyOf(bytes, (int) (Math.abs(where % 1) * bytes.length));
		try {
			List<Envelope> read = new ParcelReader().read(start);
			assertThat(read).hasSizeLessThan(frame.size());
			assertSame(read, frame.subList(0, read.size()));
		}
		catch (MalformedFrameException ex) {
			assertThat(ex.getMessage()).isNotBlank();
		}
	}

	@Example
	void asManyMessagesAreReadAsAreAllowedAndNoMore() {
		assertIsRead(parcel(ParcelReader.ENVELOPES, 1));
		assertIsRefused(parcel(ParcelReader.ENVELOPES + 1, 1), "The number of messages");
	}

	@Example
	void asManyNamesAreReadAsAreAllowedAndNoMore() {
		assertIsRead(parcel(1, ParcelReader.NAMES));
		assertIsRefused(parcel(1, ParcelReader.NAMES + 1), "The number of names");
	}

	@Example
	void namesAreShortAndStayOnTheirLine() {
		assertIsRead(named("n".repeat(255)));
		assertIsRefused(named("n".repeat(256)), "The length of a message's name");
		assertIsRefused(named("a\nb"), "Control characters");
	}

	@Example
	void headersAreBounded() {
		Map<String, String> most = new HashMap<>();
		for (int i = 0; i < Envelope.MOST_HEADERS; i++) {
			most.put("h" + i, "x".repeat(Envelope.MOST_HEADER_BYTES - 3));
		}
		assertIsRead(with(most));
		most.put("one more", "");
		assertIsRefused(with(most), "The number of headers");
		assertIsRead(with(Map.of("h", "x".repeat(Envelope.MOST_HEADER_BYTES - 1))));
		assertIsRefused(with(Map.of("h", "x".repeat(Envelope.MOST_HEADER_BYTES + 16))), "The size of a header");
	}

	@Example
	void kindsAndPlacesAreKnown() {
		Wire.Envelope.Builder message = Wire.Envelope.newBuilder();
		assertIsRefused(parcel(message.setKindValue(4)), "The kind of a message");
		assertIsRefused(parcel(message.setKindValue(-1)), "The kind of a message");
		assertIsRefused(parcel(message.setKindValue(0).setHandler(1)), "The place of a name");
		assertIsRefused(parcel(message.setHandler(0).setType(-1)), "The place of a name");
		assertIsRefused(Wire.Parcel.newBuilder().addNames("n").build().toByteArray(), "without messages");
		assertIsRefused(Wire.Parcel.newBuilder()
			.setAdmitted(Wire.Admitted.getDefaultInstance())
			.addNames("n")
			.addEnvelopes(Wire.Envelope.newBuilder())
			.build()
			.toByteArray(), "A second introduction");
	}

	/** An array of bytes is equal to itself only. */
	static void assertSame(List<Envelope> read, List<Envelope> expected) {
		assertThat(read.stream().map(ParcelTests::parts).toList())
			.isEqualTo(expected.stream().map(ParcelTests::parts).toList());
	}

	private static List<Object> parts(Envelope envelope) {
		return List.of(envelope.kind(), envelope.handler(), envelope.type(), envelope.correlation(), envelope.headers(),
				ByteString.copyFrom(envelope.payload()));
	}

	private static void assertIsRead(byte[] bytes) {
		assertThatCode(() -> new ParcelReader().read(bytes)).doesNotThrowAnyException();
	}

	private static void assertIsRefused(byte[] bytes, String message) {
		assertThatExceptionOfType(MalformedFrameException.class).isThrownBy(() -> new ParcelReader().read(bytes))
			.withMessageContaining(message);
	}

	private static byte[] parcel(int envelopes, int names) {
		return Wire.Parcel.newBuilder()
			.addAllNames(Collections.nCopies(names, "n"))
			.addAllEnvelopes(Collections.nCopies(envelopes, Wire.Envelope.getDefaultInstance()))
			.build()
			.toByteArray();
	}

	private static byte[] parcel(Wire.Envelope.Builder message) {
		return Wire.Parcel.newBuilder().addNames("n").addEnvelopes(message).build().toByteArray();
	}

	private static byte[] named(String name) {
		return Wire.Parcel.newBuilder().addNames(name).addEnvelopes(Wire.Envelope.newBuilder()).build().toByteArray();
	}

	private static byte[] with(Map<String, String> headers) {
		return parcel(Wire.Envelope.newBuilder().putAllHeaders(headers).setPayload(ByteString.EMPTY));
	}

	@Provide
	Arbitrary<List<Envelope>> frames() {
		Arbitrary<String> names = Arbitraries.of("", "quotes", "prices", "ä", "\uD83D\uDE00", "n".repeat(255));
		Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(50).filter(ParcelTests::isUnicode);
		Arbitrary<Map<String, String>> headers = Arbitraries.maps(texts, texts).ofMaxSize(4);
		Arbitrary<byte[]> payloads = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
		return Combinators
			.combine(Arbitraries.of(Envelope.Kind.class), names, names, Arbitraries.longs(), headers, payloads)
			.as(Envelope::new)
			.list()
			.ofMinSize(1)
			.ofMaxSize(40)
			.map(ArrayList::new);
	}

	/** Half of a surrogate pair has no place in UTF-8. */
	private static boolean isUnicode(String text) {
		return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
	}

}
