package io.clusterboot.sample.page;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

class BrowserTests {

	private final ExecutorService executor = Executors.newFixedThreadPool(2);

	private final SlowEmitter emitter = new SlowEmitter();

	private final Browser browser = new Browser(this.emitter, this.executor);

	@AfterEach
	void shutdown() {
		this.emitter.fast.countDown();
		this.executor.shutdownNow();
	}

	@Test
	void aSlowBrowserBlocksNobodyAndGetsTheNewestPictureNext() throws Exception {
		this.browser.show("first");
		this.emitter.busy.await();
		for (int i = 0; i < 1000; i++) {
			this.browser.show("picture " + i);
		}
		this.browser.heartbeat();
		this.emitter.fast.countDown();
		this.browser.close();
		assertThat(this.emitter.ended.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.emitter.sent).hasSize(2);
		assertThat(this.emitter.sent.get(0)).contains("event:picture").contains("first");
		assertThat(this.emitter.sent.get(1)).contains("picture 999");
	}

	@Test
	void aHeartbeatIsSentWhenNothingElseIs() throws Exception {
		this.emitter.fast.countDown();
		this.browser.heartbeat();
		this.emitter.busy.await();
		this.browser.close();
		assertThat(this.emitter.ended.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.emitter.sent).singleElement().asString().contains("event:heartbeat");
	}

	@Test
	void pictureAndTrafficDoNotReplaceEachOther() throws Exception {
		this.browser.show("first");
		this.emitter.busy.await();
		this.browser.showTraffic("old flows");
		this.browser.show("picture");
		this.browser.showTraffic("flows");
		this.emitter.fast.countDown();
		this.browser.close();
		assertThat(this.emitter.ended.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.emitter.sent).hasSize(3);
		assertThat(this.emitter.sent.get(1)).contains("event:picture").contains("picture");
		assertThat(this.emitter.sent.get(2)).contains("event:traffic").contains("flows").doesNotContain("old");
	}

	/** Blocks in each write until it is told to be fast. */
	private static final class SlowEmitter extends SseEmitter {

		private final CountDownLatch busy = new CountDownLatch(1);

		private final CountDownLatch fast = new CountDownLatch(1);

		private final CountDownLatch ended = new CountDownLatch(1);

		private final List<String> sent = new CopyOnWriteArrayList<>();

		@Override
		public void send(SseEventBuilder builder) throws IOException {
			this.busy.countDown();
			try {
				this.fast.await();
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			StringBuilder text = new StringBuilder();
			Set<ResponseBodyEmitter.DataWithMediaType> parts = builder.build();
			parts.forEach((part) -> text.append(part.getData()));
			this.sent.add(text.toString());
		}

		@Override
		public void complete() {
			this.ended.countDown();
		}

	}

}
