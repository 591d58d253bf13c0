package io.clusterboot.sample.page;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open page. It holds one message of a kind that is not yet sent, at most: a newer
 * one takes its place. So a slow browser blocks one thread of the page and nothing else,
 * and needs no more memory the slower it is.
 */
final class Browser {

	private static final Logger logger = LoggerFactory.getLogger(Browser.class);

	/** A stream ends after this time whatever happens; the page then opens a new one. */
	private static final Duration LIFETIME = Duration.ofMinutes(10);

	private final SseEmitter emitter;

	private final Executor executor;

	/** What is to be sent, by kind. */
	private final NavigableMap<String, String> next = new ConcurrentSkipListMap<>();

	private final AtomicBoolean sending = new AtomicBoolean();

	private volatile boolean closing;

	private volatile Runnable gone = () -> {
	};

	Browser(Executor executor) {
		this(new SseEmitter(LIFETIME.toMillis()), executor);
	}

	Browser(SseEmitter emitter, Executor executor) {
		this.emitter = emitter;
		this.executor = executor;
	}

	SseEmitter emitter() {
		return this.emitter;
	}

	/**
	 * Calls back when the browser is gone for whatever reason; maybe more than once.
	 * @param callback what to do
	 */
	void onGone(Runnable callback) {
		this.gone = callback;
		this.emitter.onTimeout(this.emitter::complete);
		this.emitter.onCompletion(callback);
	}

	/**
	 * Sends a picture soon, unless a newer one comes first. Never blocks.
	 * @param json the picture
	 */
	void show(String json) {
		this.next.put("picture", json);
		send();
	}

	/**
	 * Sends what goes between members soon, unless something newer comes first. Never
	 * blocks.
	 * @param json the flows
	 */
	void showTraffic(String json) {
		this.next.put("traffic", json);
		send();
	}

	/** Sends a sign of life, unless something else is about to be sent. Never blocks. */
	void heartbeat() {
		if (this.next.isEmpty()) {
			this.next.put("heartbeat", "{}");
			send();
		}
	}

	/** Ends the stream after what is about to be sent. Never blocks. */
	void close() {
		this.closing = true;
		send();
	}

	private void send() {
		if (this.sending.compareAndSet(false, true)) {
			this.executor.execute(this::sendAll);
		}
	}

	private void sendAll() {
		do {
			for (Map.Entry<String, String> message = take(); message != null; message = take()) {
				send(message.getKey(), message.getValue());
			}
			if (this.closing) {
				this.emitter.complete();
				return;
			}
			this.sending.set(false);
			// A message may have come between the last look and the line above.
		}
		while ((this.closing || !this.next.isEmpty()) && this.sending.compareAndSet(false, true));
	}

	private Map.@Nullable Entry<String, String> take() {
		return this.next.pollFirstEntry();
	}

	private void send(String name, String data) {
		try {
			this.emitter.send(SseEmitter.event().name(name).data(data, MediaType.APPLICATION_JSON));
		}
		catch (IOException | IllegalStateException ex) {
			// The servlet container ends the request, but not in every case soon.
			logger.debug("A browser is gone", ex);
			this.gone.run();
		}
	}

}
