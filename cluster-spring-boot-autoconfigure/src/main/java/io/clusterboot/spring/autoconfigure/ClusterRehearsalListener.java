package io.clusterboot.spring.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.clusterboot.runtime.Rehearsal;
import io.clusterboot.transport.grpc.GrpcTransport;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.Environment;

/**
 * Loads the classes of the engine in the background while an application with seed nodes
 * starts, as Spring Boot does with its own slow ones, so that joining takes milliseconds
 * instead of a second once the web server listens. Once for each JVM; not with
 * {@code cluster.enabled=false}, on a single processor, in a native image, or where
 * Boot's system property {@code spring.backgroundpreinitializer.ignore} is {@code true}.
 */
final class ClusterRehearsalListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

	private static final String IGNORE_PROPERTY = "spring.backgroundpreinitializer.ignore";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final AtomicBoolean played = new AtomicBoolean();

	private final Runnable rehearsal;

	private final AtomicBoolean once;

	ClusterRehearsalListener() {
		this(ClusterRehearsalListener::play, played);
	}

	ClusterRehearsalListener(Runnable rehearsal, AtomicBoolean once) {
		this.rehearsal = rehearsal;
		this.once = once;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		if (willJoin(event.getEnvironment()) && isWorthwhile() && this.once.compareAndSet(false, true)) {
			Thread thread = new Thread(this.rehearsal, "cluster-rehearsal");
			thread.setDaemon(true);
			thread.start();
		}
	}

	/** A wrong value is reported where the properties are bound. */
	private static boolean willJoin(Environment environment) {
		boolean hasSeeds = environment.containsProperty("cluster.seed-nodes")
				|| environment.containsProperty("cluster.seed-nodes[0]");
		return hasSeeds && !"false".equalsIgnoreCase(environment.getProperty("cluster.enabled"));
	}

	private static boolean isWorthwhile() {
		return Runtime.getRuntime().availableProcessors() > 1 && !NativeDetector.inNativeImage()
				&& !Boolean.getBoolean(IGNORE_PROPERTY);
	}

	private static void play() {
		Rehearsal rehearsal = new Rehearsal(() -> new GrpcTransport(null, (server) -> {
		}, (channel) -> {
		}));
		try {
			rehearsal.play(PATIENCE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
