package io.clusterboot.spring.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.clusterboot.runtime.Rehearsal;
import io.clusterboot.transport.grpc.GrpcTransport;
import io.grpc.NameResolverRegistry;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.Environment;

/**
 * Loads the classes of the engine in the background while the application starts, as
 * Spring Boot does with its own slow ones: those of the network, for which the start
 * would wait, and with seed nodes all that joining needs, which then takes milliseconds
 * instead of a second once the web server listens. Once for each JVM; not with
 * {@code cluster.enabled=false}, on a single processor, in a native image, or where
 * Boot's system property {@code spring.backgroundpreinitializer.ignore} is {@code true}.
 */
final class ClusterRehearsalListener implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

	private static final String IGNORE_PROPERTY = "spring.backgroundpreinitializer.ignore";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final AtomicBoolean played = new AtomicBoolean();

	private final Runnable opening;

	private final Runnable join;

	private final AtomicBoolean once;

	ClusterRehearsalListener() {
		this(ClusterRehearsalListener::playOpening, ClusterRehearsalListener::playJoin, played);
	}

	ClusterRehearsalListener(Runnable opening, Runnable join, AtomicBoolean once) {
		this.opening = opening;
		this.join = join;
		this.once = once;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		Environment environment = event.getEnvironment();
		if (isEnabled(environment) && isWorthwhile() && this.once.compareAndSet(false, true)) {
			Thread thread = new Thread(hasSeeds(environment) ? this.join : this.opening, "cluster-rehearsal");
			thread.setDaemon(true);
			thread.start();
		}
	}

	/** A wrong value is reported where the properties are bound. */
	private static boolean isEnabled(Environment environment) {
		return !"false".equalsIgnoreCase(environment.getProperty("cluster.enabled"));
	}

	private static boolean hasSeeds(Environment environment) {
		return environment.containsProperty("cluster.seed-nodes")
				|| environment.containsProperty("cluster.seed-nodes[0]");
	}

	private static boolean isWorthwhile() {
		return Runtime.getRuntime().availableProcessors() > 1 && !NativeDetector.inNativeImage()
				&& !Boolean.getBoolean(IGNORE_PROPERTY);
	}

	private static void playOpening() {
		rehearsal().playOpening();
		// To list all resolvers of names takes a while, and the one of clusters joins
		// them.
		NameResolverRegistry.getDefaultRegistry();
	}

	private static void playJoin() {
		try {
			rehearsal().play(PATIENCE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Rehearsal rehearsal() {
		return new Rehearsal(() -> new GrpcTransport(null, (server) -> {
		}, (channel) -> {
		}));
	}

}
