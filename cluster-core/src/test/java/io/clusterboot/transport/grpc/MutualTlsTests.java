package io.clusterboot.transport.grpc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.clusterboot.joining.Rejection;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Disconnect;
import io.clusterboot.node.Frame;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who may talk to whom when certificates are in use.
 */
class MutualTlsTests {

	@TempDir
	private static Path directory;

	private static TlsMaterial ours;

	private static TlsMaterial elsewhere;

	private static TlsMaterial foreign;

	private final Peer server = Peer.secure(ours);

	@BeforeAll
	static void issue() throws Exception {
		Authority authority = new Authority(Files.createDirectory(directory.resolve("ours")));
		ours = authority.issue("ip:127.0.0.1");
		elsewhere = authority.issue("dns:elsewhere.example");
		foreign = new Authority(Files.createDirectory(directory.resolve("foreign"))).issue("ip:127.0.0.1");
	}

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void nodesOfOneAuthorityTalk() {
		try (Peer client = Peer.secure(ours)) {
			client.greet(this.server);
			this.server.accept();
			assertThat(client.next(Input.FrameReceived.class).frame()).isInstanceOf(Frame.Accepted.class);
			client.call(this.server.address(), client.join(), 5000);
			Input.CallReceived call = this.server.next(Input.CallReceived.class);
			this.server.transport.perform(new Output.Reply(call.call(), new Response.Granted()));
			client.next(Input.CallAnswered.class);
		}
	}

	@Test
	void aNodeOfAnotherAuthorityIsRefusedByBoth() {
		try (Peer client = Peer.secure(foreign)) {
			client.greet(this.server);
			assertThat(client.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.SECURITY);
			this.server.greet(client);
			assertThat(this.server.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.SECURITY);
			assertThat(client.told()).isEmpty();
		}
	}

	@Test
	void whoSaysNothingOrHalfOfItOrSpeaksPlainIsTurnedAway() throws Exception {
		byte[] halfAHello = { 0x16, 0x03, 0x01, 0x02, 0x00, 0x01 };
		try (RawHttp2 silent = RawHttp2.connect(this.server.address());
				RawHttp2 half = RawHttp2.connect(this.server.address());
				RawHttp2 plain = RawHttp2.open(this.server.address())) {
			half.send(halfAHello);
			plain.awaitEnd();
			silent.awaitEnd();
			half.awaitEnd();
		}
		assertThat(this.server.transport.refused(Refusal.CONNECTION)).isEqualTo(3);
		assertThat(this.server.told()).isEmpty();
	}

	@Test
	void aDiallerThatOnlyTheServerDistrustsIsRefused() {
		TlsMaterial distrusted = new TlsMaterial(foreign.keyManagers(), ours.trustManagers());
		try (Peer client = Peer.secure(distrusted)) {
			client.greet(this.server);
			assertThat(client.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.SECURITY);
			assertThat(this.server.told()).isEmpty();
		}
	}

	@Test
	void aPlainNodeIsRefused() {
		try (Peer client = Peer.plain()) {
			client.greet(this.server);
			assertThat(client.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.SECURITY);
			client.call(this.server.address(), client.join(), 5000);
			assertThat(client.next(Input.CallFailed.class).reason()).isEqualTo(Disconnect.SECURITY);
			assertThat(this.server.told()).isEmpty();
		}
	}

	@Test
	void aPlainNodeRefusesNodesWithTls() {
		try (Peer plain = Peer.plain()) {
			this.server.greet(plain);
			assertThat(this.server.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.SECURITY);
			assertThat(plain.told()).isEmpty();
		}
	}

	@Test
	void aServerWhoseCertificateNamesAnotherHostIsNotDialled() {
		try (Peer other = Peer.secure(elsewhere)) {
			this.server.greet(other);
			assertThat(this.server.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.SECURITY);
		}
	}

	@Test
	void aDiallerMayOnlyClaimAHostThatItsCertificateNames() {
		try (Peer client = Peer.secure(elsewhere)) {
			client.greet(this.server);
			Frame answer = client.next(Input.FrameReceived.class).frame();
			assertThat(answer).isInstanceOfSatisfying(Frame.Refused.class,
					(refused) -> assertThat(refused.reason()).isEqualTo(Rejection.CERTIFICATE));
			client.next(Input.LinkClosed.class);
			client.call(this.server.address(), client.join(), 5000);
			assertThat(client.next(Input.CallAnswered.class).response()).isInstanceOfSatisfying(Response.Rejected.class,
					(rejected) -> assertThat(rejected.reason()).isEqualTo(Rejection.CERTIFICATE));
			assertThat(this.server.told()).isEmpty();
		}
	}

	@Test
	void newMaterialCountsForNewHandshakes() {
		try (Peer client = Peer.secure(foreign)) {
			client.greet(this.server);
			assertThat(client.next(Input.LinkClosed.class).reason()).isEqualTo(Disconnect.SECURITY);
			this.server.transport.reload(foreign);
			client.greet(this.server);
			this.server.accept();
			this.server.greet(client);
			client.accept();
		}
	}

	@Test
	void materialWithoutAKeyIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> Peer.secure(new TlsMaterial(List.of(), List.of())))
			.withMessageContaining("certificate and its key");
	}

}
