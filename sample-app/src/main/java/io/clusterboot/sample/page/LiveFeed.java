package io.clusterboot.sample.page;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.sample.traffic.Flow;
import io.clusterboot.sample.traffic.TrafficWatch;
import io.clusterboot.spring.autoconfigure.actuate.ClusterEndpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Keeps the open pages up to date. One thread looks at the cluster's state every 200 ms,
 * which costs nothing but a read, and hands a new picture to every browser; the threads
 * that write to browsers are others, so that neither the cluster nor another browser ever
 * waits for a slow one. While a page is open, the members are asked once a second what
 * they sent each other.
 */
@Component
class LiveFeed implements SmartLifecycle {

	static final int MOST_BROWSERS = 32;

	private static final Logger logger = LoggerFactory.getLogger(LiveFeed.class);

	private static final Duration LOOK_EVERY = Duration.ofMillis(200);

	private static final Duration TRAFFIC_EVERY = Duration.ofSeconds(1);

	private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(4);

	private final Cluster cluster;

	private final ClusterEndpoint endpoint;

	private final EventJournal journal;

	private final TrafficWatch traffic;

	private final JsonMapper jsonMapper;

	private final Set<Browser> browsers = ConcurrentHashMap.newKeySet();

	private @Nullable ScheduledExecutorService clock;

	private @Nullable ThreadPoolExecutor writers;

	/** Whether a browser waits for its first picture. */
	private volatile boolean newcomer;

	/** Whether the last look at the traffic saw some. */
	private volatile boolean flowing;

	// Only for the clock's thread:

	private @Nullable ClusterState shownState;

	private long shownEvent;

	private long lastSign;

	private long lastTraffic = System.nanoTime();

	LiveFeed(Cluster cluster, ClusterEndpoint endpoint, EventJournal journal, TrafficWatch traffic,
			JsonMapper jsonMapper) {
		this.cluster = cluster;
		this.endpoint = endpoint;
		this.journal = journal;
		this.traffic = traffic;
		this.jsonMapper = jsonMapper;
	}

	/**
	 * Opens a stream for one more browser. Its first picture is sent by the next look and
	 * not here, since the thread of the request would do the sending.
	 * @return the stream; null if there are too many, or if the application ends
	 */
	synchronized @Nullable SseEmitter open() {
		if (this.writers == null || this.browsers.size() >= MOST_BROWSERS) {
			return null;
		}
		Browser browser = new Browser(this.writers);
		browser.onGone(() -> this.browsers.remove(browser));
		this.browsers.add(browser);
		this.newcomer = true;
		return browser.emitter();
	}

	int openBrowsers() {
		return this.browsers.size();
	}

	@SuppressWarnings("ReferenceEquality") // Every published state is a new object.
	private void look() {
		try {
			ClusterState state = this.cluster.state();
			long event = this.journal.lastSequence();
			long now = System.nanoTime();
			if (state != this.shownState || event != this.shownEvent || this.newcomer) {
				this.newcomer = false;
				this.shownState = state;
				this.shownEvent = event;
				this.lastSign = now;
				if (!this.browsers.isEmpty()) {
					String json = picture();
					this.browsers.forEach((browser) -> browser.show(json));
				}
			}
			else if (now - this.lastSign >= HEARTBEAT_EVERY.toNanos()) {
				this.lastSign = now;
				this.browsers.forEach(Browser::heartbeat);
			}
			if (now - this.lastTraffic >= TRAFFIC_EVERY.toNanos() && !this.browsers.isEmpty()) {
				this.lastTraffic = now;
				lookAtTraffic();
			}
		}
		catch (RuntimeException ex) {
			logger.warn("The page could not be updated", ex);
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // It ends in the log at worst.
	private void lookAtTraffic() {
		this.traffic.look().thenAccept(this::show).whenComplete((shown, failure) -> {
			if (failure != null) {
				logger.warn("The page could not be told of the traffic", failure);
			}
		});
	}

	private void show(List<Flow> flows) {
		if (!flows.isEmpty() || this.flowing) {
			this.flowing = !flows.isEmpty();
			String json = this.jsonMapper.writeValueAsString(flows);
			this.browsers.forEach((browser) -> browser.showTraffic(json));
		}
	}

	private String picture() {
		return this.jsonMapper
			.writeValueAsString(new Picture(this.journal.id(), this.endpoint.cluster(), this.journal.entries()));
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // The task ends with its executor.
	public synchronized void start() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("page-");
		threads.setDaemon(true);
		// One thread per browser at most, and none while nothing happens.
		this.writers = new ThreadPoolExecutor(MOST_BROWSERS, MOST_BROWSERS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads, new ThreadPoolExecutor.DiscardPolicy());
		this.writers.allowCoreThreadTimeOut(true);
		this.clock = Executors.newSingleThreadScheduledExecutor(threads);
		this.clock.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public synchronized void stop() {
		if (this.clock != null && this.writers != null) {
			this.clock.shutdown();
			String last = picture();
			for (Browser browser : this.browsers) {
				browser.show(last);
				browser.close();
			}
			this.writers.shutdown();
		}
		this.clock = null;
		this.writers = null;
	}

	@Override
	public synchronized boolean isRunning() {
		return this.clock != null;
	}

	/**
	 * Stops after this node has left the cluster, so that the page sees it leave, and
	 * before the web server waits for open requests.
	 */
	@Override
	public int getPhase() {
		return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 256;
	}

}
