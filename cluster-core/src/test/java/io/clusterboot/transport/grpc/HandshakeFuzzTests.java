package io.clusterboot.transport.grpc;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.joining.Admission;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Disconnect;
import io.clusterboot.v1.Wire;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Strangers, and members that went mad, against a real node: nothing throws out of it,
 * nobody changes its state who was not let in, it says nothing that others could not
 * read. Coverage-guided: see CONTRIBUTING.md.
 */
class HandshakeFuzzTests {

	private static final int MOST_STEPS = 100;

	@MethodSource("seeds")
	@FuzzTest
	void nobodyIsHeardBeforeItWasLetIn(byte[] input) {
		Dice dice = new Dice(input);
		Besieged besieged = new Besieged(settings(dice));
		Forge forge = new Forge(dice, FrameFuzzTests.NODES, besieged.clusterId,
				Admission.configurationOf(Besieged.settings()));
		for (int step = 0; step < MOST_STEPS && !dice.isUsedUp() && !besieged.hasEnded(); step++) {
			step(besieged, dice, forge);
		}
	}

	/** A cluster of one, or a node that looks for one. */
	private static ClusterSettings settings(Dice dice) {
		if (!dice.rarely(4)) {
			return Besieged.settings();
		}
		JoinSettings join = JoinSettings.DEFAULT;
		return Besieged.settings()
			.toBuilder()
			.join(new JoinSettings(List.of(Besieged.SELF.address(), new NodeAddress("127.0.0.1", 7002)),
					Duration.ofSeconds(1), join.joinTimeout(), join.onRemoved(), join.onForeignCluster()))
			.build();
	}

	private static void step(Besieged besieged, Dice dice, Forge forge) {
		switch (dice.below(12)) {
			case 0 -> besieged.open();
			case 1 -> frame(besieged, dice, dice.some());
			case 2 -> greet(besieged, forge);
			case 3, 4, 5 -> frame(besieged, dice, forge.bytes(forge.frame().toByteArray()));
			case 6 -> ask(besieged, dice.some());
			case 7 -> ask(besieged, forge.bytes(forge.request().toByteArray()));
			case 8 -> besieged.answer(forge.bytes(forge.response().toByteArray()));
			case 9 -> besieged
				.reply(dice.next(), forge.bytes(dice.rarely(2) ? forge.frame().toByteArray() : Wire.Frame.newBuilder()
					.setAccepted(Wire.Accepted.newBuilder().setSelf(IdentityCodec.write(FrameFuzzTests.NODES.get(1))))
					.build()
					.toByteArray()));
			case 10 -> besieged.breakLink(dice.next(), Disconnect.values()[dice.below(Disconnect.values().length)]);
			default -> besieged.pass(1L << dice.below(13));
		}
	}

	private static void greet(Besieged besieged, Forge forge) {
		Besieged.Gate gate = besieged.open();
		receive(besieged, gate, forge.bytes(Wire.Frame.newBuilder().setHello(forge.hello()).build().toByteArray()));
	}

	private static void frame(Besieged besieged, Dice dice, byte[] bytes) {
		List<Besieged.Gate> gates = besieged.gates();
		Besieged.Gate gate = gates.isEmpty() ? besieged.open() : dice.of(gates);
		receive(besieged, gate, bytes);
	}

	private static void receive(Besieged besieged, Besieged.Gate gate, byte[] bytes) {
		boolean stranger = !gate.isAccepted();
		Object before = besieged.state();
		// what waits behind a Hello is heard once that is accepted
		boolean alone = !gate.hasWaiting();
		gate.receive(bytes);
		if (stranger && (alone || !gate.isAccepted())) {
			assertThat(besieged.state()).isEqualTo(before);
		}
	}

	private static void ask(Besieged besieged, byte[] bytes) {
		Object before = besieged.state();
		Response response = besieged.ask(bytes);
		if (!(response instanceof Response.Welcome) && !besieged.hasEnded()) {
			assertThat(besieged.state()).isEqualTo(before);
		}
	}

	static Stream<byte[]> seeds() {
		return Seeds.choices();
	}

}
