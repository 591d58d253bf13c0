package io.clusterboot.sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts three nodes in one JVM, which become one cluster. Each is a
 * {@link SampleApplication} with a web server and a cluster port of its own; all three
 * are seeds, so that any of them may start first. On Ctrl-C they leave, one after the
 * other.
 */
public final class ThreeNodeDemo {

	private static final Logger logger = LoggerFactory.getLogger(ThreeNodeDemo.class);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	static final List<Node> NODES = List.of(new Node(8080, 7946, "web"), new Node(8081, 7947, "web,pricing"),
			new Node(8082, 7948, "web,pricing"));

	private ThreeNodeDemo() {
	}

	public static void main(String[] args) throws InterruptedException {
		long started = System.nanoTime();
		List<ConfigurableApplicationContext> contexts = start(NODES);
		boolean formed = awaitCluster(contexts);
		StringBuilder text = new StringBuilder(formed
				? "Three nodes are one cluster, " + Duration.ofNanos(System.nanoTime() - started).toMillis()
						+ " ms after the start of the first"
				: "The three nodes are not yet one cluster, their pages say why");
		for (Node node : NODES) {
			text.append("%n  http://localhost:%d/  member %s, roles %s".formatted(node.httpPort(), node.address(),
					node.roles()));
		}
		text.append("%n  curl localhost:%d/actuator/cluster".formatted(NODES.get(0).httpPort()));
		text.append("%n  curl localhost:%d/quotes/ACME".formatted(NODES.get(0).httpPort()));
		text.append("%n  Ctrl-C ends them".formatted());
		logger.info("{}", text);
	}

	/**
	 * Starts nodes, each of them a seed.
	 * @param nodes the nodes
	 * @return the applications, in the same order
	 */
	static List<ConfigurableApplicationContext> start(List<Node> nodes) {
		List<ConfigurableApplicationContext> contexts = new ArrayList<>();
		nodes.forEach((node) -> contexts.add(start(nodes, node)));
		return contexts;
	}

	/**
	 * Starts one node.
	 * @param seeds the seeds
	 * @param node the node
	 * @return the application
	 */
	static ConfigurableApplicationContext start(List<Node> seeds, Node node) {
		String addresses = String.join(",", seeds.stream().map(Node::address).toList());
		return SpringApplication.run(SampleApplication.class, node.arguments(addresses));
	}

	private static boolean awaitCluster(List<ConfigurableApplicationContext> contexts) throws InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!contexts.stream().allMatch((context) -> isComplete(context, contexts.size()))) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			Thread.sleep(20);
		}
		return true;
	}

	private static boolean isComplete(ConfigurableApplicationContext context, int size) {
		ClusterState state = context.getBean(Cluster.class).state();
		return state.agreed() && state.members().size() == size;
	}

	/**
	 * One of the nodes.
	 *
	 * @param httpPort where its page is
	 * @param clusterPort where the other nodes reach it
	 * @param roles its roles, separated by commas
	 */
	record Node(int httpPort, int clusterPort, String roles) {

		String address() {
			return "127.0.0.1:" + this.clusterPort;
		}

		String[] arguments(String seeds) {
			return new String[] { "--server.address=127.0.0.1", "--server.port=" + this.httpPort,
					"--cluster.port=" + this.clusterPort, "--cluster.seed-nodes=" + seeds,
					"--cluster.roles=" + this.roles, "--management.endpoint.cluster.access=unrestricted",
					"--spring.main.banner-mode=off", "--spring.main.log-startup-info=false",
					"--logging.level.root=warn", "--logging.level.io.clusterboot=info",
					"--logging.pattern.console=%d{HH:mm:ss.SSS} %-5level %msg%n%wEx" };
		}

	}

}
