package io.clusterboot.benchmarks.membership;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;

/**
 * A member of a Pekko cluster over Artery's TCP.
 */
final class PekkoNode implements Node {

	private static final String NAME = "benchmark";

	private static final String HOST = "127.0.0.1";

	private final AtomicLong suspicions = new AtomicLong();

	private final ActorSystem system;

	private final Cluster cluster;

	PekkoNode(int port, int seedPort) {
		Config config = ConfigFactory.parseMap(Map.of("pekko.actor.provider", "cluster",
				"pekko.remote.artery.transport", "tcp", "pekko.remote.artery.canonical.hostname", HOST,
				"pekko.remote.artery.canonical.port", port, "pekko.cluster.seed-nodes",
				List.of("pekko://" + NAME + "@" + HOST + ":" + seedPort), "pekko.loglevel", "ERROR",
				"pekko.stdout-loglevel", "ERROR", "pekko.cluster.jmx.multi-mbeans-in-same-jvm", "on"))
			.withFallback(ConfigFactory.load());
		this.system = ActorSystem.create(NAME, config);
		this.cluster = Cluster.get(this.system);
		this.system.actorOf(Props.create(Listener.class, () -> new Listener(this)));
	}

	@Override
	public int reachable() {
		ClusterEvent.CurrentClusterState state = this.cluster.state();
		int count = 0;
		for (Member member : state.getMembers()) {
			if (member.status().equals(MemberStatus.up()) && !state.getUnreachable().contains(member)) {
				count++;
			}
		}
		return count;
	}

	@Override
	public boolean lists(int port) {
		for (Member member : this.cluster.state().getMembers()) {
			if (member.address().equals(address(port))) {
				return true;
			}
		}
		return false;
	}

	@Override
	public boolean reaches(int port) {
		for (Member member : this.cluster.state().getUnreachable()) {
			if (member.address().equals(address(port))) {
				return false;
			}
		}
		return lists(port);
	}

	private static Address address(int port) {
		return new Address("pekko", NAME, HOST, port);
	}

	@Override
	public long suspicions() {
		return this.suspicions.get();
	}

	@Override
	public void leave() {
		this.cluster.leave(this.cluster.selfAddress());
		this.system.getWhenTerminated().toCompletableFuture().join();
	}

	@Override
	public void expel(int port) {
		this.cluster.down(address(port));
	}

	@Override
	public void close() {
		this.system.terminate();
		this.system.getWhenTerminated().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
	}

	/** Counts what is told about members that cannot be reached. */
	private static final class Listener extends AbstractActor {

		private final PekkoNode node;

		Listener(PekkoNode node) {
			this.node = node;
		}

		@Override
		public void preStart() {
			this.node.cluster.subscribe(getSelf(), ClusterEvent.initialStateAsEvents(),
					ClusterEvent.UnreachableMember.class);
		}

		@Override
		public Receive createReceive() {
			return receiveBuilder().match(ClusterEvent.UnreachableMember.class, (event) -> {
				this.node.suspicions.incrementAndGet();
			}).build();
		}

	}

}
