package io.clusterboot.sample.page;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.clusterboot.api.MemberStatus;
import io.clusterboot.sample.SampleApplication;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@SpringBootTest(classes = { SampleApplication.class, LiveFeedTests.Fake.class },
		webEnvironment = WebEnvironment.RANDOM_PORT, properties = "cluster.enabled=false")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class LiveFeedTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private FakeCluster cluster;

	@Autowired
	private LiveFeed feed;

	@LocalServerPort
	private int port;

	@Test
	void aBrowserThatReadsNothingDelaysNoOtherAndIsForgottenWhenItGoes() throws Exception {
		// Pictures that are larger than all buffers of a connection together.
		for (int i = 0; i < 5_000; i++) {
			this.cluster.put(7001 + i, MemberStatus.UP, "web");
		}
		this.cluster.publish();
		try (Socket stuck = ask(4096)) {
			assertThat(stuck.isConnected()).isTrue();
			await().until(() -> this.feed.openBrowsers() == 1);
			for (int i = 0; i < 3; i++) {
				this.cluster.publish();
				await().until(() -> readsOnePicture(this.cluster.state().view()));
			}
			assertThat(this.feed.openBrowsers()).isGreaterThanOrEqualTo(1);
		}
		await().atMost(Duration.ofSeconds(20)).until(() -> this.feed.openBrowsers() == 0);
	}

	@Test
	void oneBrowserTooManyIsToldToComeBack() throws Exception {
		List<Stream<String>> streams = new ArrayList<>();
		for (int i = 0; i < LiveFeed.MOST_BROWSERS; i++) {
			HttpResponse<Stream<String>> response = get(HttpResponse.BodyHandlers.ofLines());
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("Content-Type"))
				.hasValueSatisfying((type) -> assertThat(type).startsWith("text/event-stream"));
			streams.add(response.body());
		}
		HttpResponse<Void> refused = get(HttpResponse.BodyHandlers.discarding());
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.headers().firstValue("Retry-After")).isPresent();
		streams.forEach(Stream::close);
	}

	@Test
	void openPagesEndWhenTheApplicationDoes() throws Exception {
		HttpResponse<Stream<String>> response = get(HttpResponse.BodyHandlers.ofLines());
		CompletableFuture<Long> lines = CompletableFuture.supplyAsync(() -> response.body().count());
		this.feed.stop();
		assertThat(lines.get(5, TimeUnit.SECONDS)).isPositive();
		assertThat(get(HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(503);
	}

	private boolean readsOnePicture(long view) throws IOException {
		try (Socket socket = ask(65_536)) {
			socket.setSoTimeout(10_000);
			String start = new String(socket.getInputStream().readNBytes(800), StandardCharsets.UTF_8);
			return start.contains("event:picture") && start.contains("\"view\":" + view);
		}
	}

	private Socket ask(int receiveBuffer) throws IOException {
		Socket socket = new Socket();
		socket.setReceiveBufferSize(receiveBuffer);
		socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
		socket.getOutputStream()
			.write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private <T> HttpResponse<T> get(HttpResponse.BodyHandler<T> handler) throws Exception {
		URI uri = URI.create("http://localhost:" + this.port + "/events");
		return this.client.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(), handler);
	}

	static class Fake {

		@Bean
		FakeCluster cluster() {
			return new FakeCluster();
		}

	}

}
