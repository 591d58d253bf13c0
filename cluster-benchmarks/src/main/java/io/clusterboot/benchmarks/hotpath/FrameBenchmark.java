package io.clusterboot.benchmarks.hotpath;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.ClusterId;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.joining.Response;
import io.clusterboot.node.Frame;
import io.clusterboot.state.Delta;
import io.clusterboot.state.SeenSet;
import io.clusterboot.state.Tables;
import io.clusterboot.transport.grpc.WireFormat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Frames as bytes and back: what every link carries each second, what carries a change,
 * and all tables.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FrameBenchmark {

	@Param({ "10", "100", "1000", "10000" })
	private int members;

	private final WireFormat link = new WireFormat();

	private Frame probe = new Frame.GossipAck(0);

	private Frame gossip = new Frame.GossipAck(0);

	private Response welcome = new Response.Granted();

	private byte[] probeBytes = {};

	private byte[] gossipBytes = {};

	private byte[] welcomeBytes = {};

	/**
	 * Makes the frames. All but one member have seen the state of the gossip.
	 */
	@Setup
	public void prepare() {
		Tables tables = Population.of(this.members);
		this.probe = new Frame.Probe(1234, tables.digest());
		long[] words = new long[(this.members + 63) / 64];
		for (int i = 0; i < this.members - 1; i++) {
			words[i / 64] |= 1L << i;
		}
		Delta news = new Delta(List.of(Population.record(1).withStatus(MemberStatus.LEAVING)), List.of(), 7, List.of(),
				List.of());
		this.gossip = new Frame.Gossip(99, 98, news, SeenSet.received(tables.members().fingerprint(), words));
		this.welcome = new Response.Welcome(new ClusterId(1, 2), tables.everything());
		this.link.decode(this.link.encode(this.probe));
		this.probeBytes = this.link.encode(this.probe);
		this.gossipBytes = this.link.encode(this.gossip);
		this.welcomeBytes = WireFormat.encode(this.welcome);
	}

	/**
	 * A probe with the digest of the one before.
	 * @return its bytes
	 */
	@Benchmark
	public byte[] encodeProbe() {
		return this.link.encode(this.probe);
	}

	/**
	 * The same on the other side.
	 * @return the probe
	 */
	@Benchmark
	public Frame decodeProbe() {
		return this.link.decode(this.probeBytes);
	}

	/**
	 * One member's new status, and who has seen it.
	 * @return its bytes
	 */
	@Benchmark
	public byte[] encodeGossip() {
		return this.link.encode(this.gossip);
	}

	/**
	 * The same on the other side.
	 * @return the frame
	 */
	@Benchmark
	public Frame decodeGossip() {
		return this.link.decode(this.gossipBytes);
	}

	/**
	 * All that a node knows, for one that joins.
	 * @return its bytes
	 */
	@Benchmark
	public byte[] encodeWelcome() {
		return WireFormat.encode(this.welcome);
	}

	/**
	 * The same on the other side.
	 * @return the response
	 */
	@Benchmark
	public Response decodeWelcome() {
		return WireFormat.decodeResponse(this.welcomeBytes);
	}

}
