package io.clusterboot.runtime;

import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.node.Input;
import io.clusterboot.node.Output;
import io.clusterboot.transport.Transport;
import io.clusterboot.transport.TransportException;
import io.clusterboot.transport.grpc.GrpcTransport;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rehearsal of a cluster of two, and of one node.
 */
class RehearsalTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<Observed> transports = new CopyOnWriteArrayList<>();

	@Test
	void playsFormingJoiningAndLeavingOverTheRealNetwork() throws InterruptedException {
		Rehearsal rehearsal = new Rehearsal(() -> observed(new GrpcTransport(null, (server) -> {
		}, (channel) -> {
		})));
		assertThat(rehearsal.play(PATIENCE)).isTrue();
		assertThat(this.transports).hasSize(2).allMatch((transport) -> transport.closed);
		assertThat(this.transports.get(1).performed).extracting(Object::getClass)
			.contains(Output.Call.class, Output.Send.class);
	}

	@Test
	void anOpeningBindsOneNodeThatTalksToNobody() {
		Rehearsal rehearsal = new Rehearsal(() -> observed(new GrpcTransport(null, (server) -> {
		}, (channel) -> {
		})));
		assertThat(rehearsal.playOpening()).isTrue();
		assertThat(this.transports).singleElement().satisfies((transport) -> {
			assertThat(transport.bound).isTrue();
			assertThat(transport.closed).isTrue();
			assertThat(transport.performed).isEmpty();
		});
	}

	@Test
	void leavesNoThreadBehindAndWritesNoLine() throws InterruptedException {
		Logger logger = (Logger) LoggerFactory.getLogger("io.clusterboot");
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		logger.addAppender(lines);
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		try {
			assertThat(new Rehearsal(() -> new GrpcTransport(null, (server) -> {
			}, (channel) -> {
			})).play(PATIENCE)).isTrue();
		}
		finally {
			logger.detachAppender(lines);
		}
		assertThat(new ArrayList<>(lines.list)).filteredOn((line) -> line.getLevel().levelInt > 10_000).isEmpty();
		assertThat(Thread.getAllStackTraces().keySet()).filteredOn((thread) -> !before.contains(thread))
			.extracting(Thread::getName)
			.noneMatch((name) -> name.matches("cluster(-events)?-\\d+"));
	}

	@Test
	void thatThereIsNoLoopbackIsNoFailure() throws InterruptedException {
		Rehearsal rehearsal = new Rehearsal(() -> observed(new NoNetwork()));
		assertThat(rehearsal.play(PATIENCE)).isFalse();
		assertThat(rehearsal.playOpening()).isFalse();
		assertThat(this.transports).hasSize(2).allMatch((transport) -> transport.closed);
	}

	private Transport observed(Transport transport) {
		Observed observed = new Observed(transport);
		this.transports.add(observed);
		return observed;
	}

	/** Remembers what a transport is used for. */
	private static final class Observed implements Transport {

		private final Transport transport;

		private final List<Output.Network> performed = new CopyOnWriteArrayList<>();

		private volatile boolean bound;

		private volatile boolean closed;

		private Observed(Transport transport) {
			this.transport = transport;
		}

		@Override
		public NodeAddress bind(NodeAddress advertised, String bindHost, Consumer<Input> inputs) {
			NodeAddress address = this.transport.bind(advertised, bindHost, inputs);
			this.bound = true;
			return address;
		}

		@Override
		public void perform(Output.Network output) {
			this.performed.add(output);
			this.transport.perform(output);
		}

		@Override
		public void handled(long link) {
			this.transport.handled(link);
		}

		@Override
		public void close() {
			this.closed = true;
			this.transport.close();
		}

	}

	/** A machine on which nothing can be bound. */
	private static final class NoNetwork implements Transport {

		@Override
		public NodeAddress bind(NodeAddress advertised, String bindHost, Consumer<Input> inputs) {
			throw new TransportException(bindHost, advertised.port(), "Cannot listen",
					new BindException("no loopback"));
		}

		@Override
		public void perform(Output.Network output) {
			throw new AssertionError("Not bound");
		}

		@Override
		public void handled(long link) {
			throw new AssertionError("Not bound");
		}

		@Override
		public void close() {
			// there is nothing to close
		}

	}

}
