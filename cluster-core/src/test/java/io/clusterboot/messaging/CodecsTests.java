package io.clusterboot.messaging;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

import com.google.protobuf.StringValue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Codecs}.
 */
class CodecsTests {

	private final Codecs codecs = new Codecs(List.of());

	@Test
	void bytesTextAndProtobufNeedNothingElse() {
		assertThat(roundTrip(new byte[] { 1, 2 }, byte[].class)).isEqualTo(new byte[] { 1, 2 });
		assertThat(roundTrip("Grüße", String.class)).isEqualTo("Grüße");
		assertThat(roundTrip(StringValue.of("x"), StringValue.class)).isEqualTo(StringValue.of("x"));
	}

	@Test
	void whatCannotBeReadIsRefused() {
		byte[] broken = { (byte) 0xff, (byte) 0xff };
		for (Type type : List.of(String.class, StringValue.class, Arguments.class)) {
			assertThatIllegalArgumentException().as(type.getTypeName())
				.isThrownBy(() -> this.codecs.of(type).decode(broken, type));
		}
	}

	@Test
	void aTypeWithoutACodecIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.codecs.of(Order.class))
			.withMessageContaining(Order.class.getName())
			.withMessageContaining("add a codec");
	}

	@Test
	void theNameOnTheWireIsTheAnnotationOrTheSimpleName() {
		assertThat(Codecs.alias(Order.class)).isEqualTo("order-placed");
		assertThat(Codecs.alias(String.class)).isEqualTo("String");
		assertThat(Codecs.alias(ArrayList.class)).isEqualTo(Codecs.alias(List.of(1).getClass())).isEqualTo("List");
		assertThat(Codecs.alias(LinkedHashMap.class)).isEqualTo("Map");
	}

	@Test
	void twoTypesOfOneNameCannotBeForOneHandler() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> MessageHandler.of("orders", (message) -> null, Order.class, OtherOrder.class))
			.withMessageContaining("the same name on the wire");
	}

	@Property(tries = 200)
	void argumentsComeBackAsTheyWere(@ForAll @Size(max = 255) List<byte[]> values, @ForAll int gap) {
		List<byte[]> all = new ArrayList<>(values);
		if (!all.isEmpty()) {
			all.set(Math.floorMod(gap, all.size()), null);
		}
		Arguments back = (Arguments) roundTrip(new Arguments(all), Arguments.class);
		assertThat(back.values()).usingRecursiveComparison().isEqualTo(all);
	}

	@Property(tries = 1000)
	void anythingIsReadOrRefused(@ForAll byte[] bytes) {
		for (Type type : List.of(String.class, StringValue.class, Arguments.class, byte[].class)) {
			try {
				assertThat(this.codecs.of(type).decode(bytes, type)).isInstanceOf((Class<?>) type);
			}
			catch (IllegalArgumentException ex) {
				assertThat(ex).hasMessageStartingWith("Not ");
			}
		}
	}

	private Object roundTrip(Object payload, Type type) {
		return this.codecs.of(type).decode(this.codecs.of(payload.getClass()).encode(payload), type);
	}

	@ClusterMessage("order-placed")
	record Order(String item) {
	}

	@ClusterMessage("order-placed")
	record OtherOrder(String item) {
	}

}
