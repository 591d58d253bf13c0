package io.clusterboot.benchmarks.membership;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.jgroups.JChannel;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.util.UUID;

/**
 * A channel of JGroups with its stack for TCP. Its address carries its port.
 */
final class JGroupsNode implements Node, Receiver {

	private final JChannel channel;

	private final AtomicLong removals = new AtomicLong();

	private volatile Set<Long> ports = Set.of();

	JGroupsNode(int port, int seedPort, Profile profile) {
		try {
			InetAddress loopback = InetAddress.getLoopbackAddress();
			this.channel = new JChannel("tcp.xml");
			TP transport = this.channel.getProtocolStack().getTransport();
			transport.setBindAddress(loopback);
			transport.setBindPort(port);
			TCPPING discovery = this.channel.getProtocolStack().findProtocol(TCPPING.class);
			discovery.setInitialHosts(List.of(new InetSocketAddress(loopback, seedPort))).setPortRange(0);
			if (profile == Profile.TUNED) {
				FD_ALL3 heartbeats = this.channel.getProtocolStack().findProtocol(FD_ALL3.class);
				heartbeats.setInterval(1000).setTimeout(4000);
			}
			GMS membership = this.channel.getProtocolStack().findProtocol(GMS.class);
			membership.printLocalAddress(false);
			this.channel.addAddressGenerator(() -> new UUID(port, 0));
			this.channel.setReceiver(this);
			this.channel.connect("benchmark");
		}
		catch (Exception ex) {
			throw new IllegalStateException("JGroups did not start", ex);
		}
	}

	@Override
	public void viewAccepted(View view) {
		Set<Long> before = this.ports;
		Set<Long> now = view.getMembers()
			.stream()
			.map((address) -> ((UUID) address).getMostSignificantBits())
			.collect(Collectors.toSet());
		this.removals.addAndGet(before.stream().filter((port) -> !now.contains(port)).count());
		this.ports = now;
	}

	@Override
	public int reachable() {
		return this.ports.size();
	}

	@Override
	public boolean lists(int port) {
		return this.ports.contains((long) port);
	}

	@Override
	public boolean reaches(int port) {
		return lists(port);
	}

	@Override
	public long suspicions() {
		return this.removals.get();
	}

	@Override
	public void leave() {
		this.channel.close();
	}

	@Override
	public void close() {
		this.channel.close();
	}

}
