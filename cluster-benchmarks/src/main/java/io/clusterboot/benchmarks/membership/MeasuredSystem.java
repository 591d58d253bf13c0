package io.clusterboot.benchmarks.membership;

import java.util.List;
import java.util.Locale;

/**
 * A system that is measured.
 */
public enum MeasuredSystem {

	CLUSTERBOOT("cluster-core", "MemberUnreachable", "probes each second (both profiles)") {

		@Override
		Node start(int port, int seedPort, Profile profile) {
			return new ClusterBootNode(port, seedPort);
		}

	},

	PEKKO("pekko-cluster_2.13", "UnreachableMember",
			"heartbeats each second (both profiles), Artery over TCP, no downing provider") {

		@Override
		Node start(int port, int seedPort, Profile profile) {
			return new PekkoNode(port, seedPort);
		}

	},

	SCALECUBE("scalecube-cluster", "REMOVED (a suspicion is not published)",
			"default: ClusterConfig.defaultConfig (pings each second); tuned: timeouts of defaultLocalConfig, pings each second") {

		@Override
		Node start(int port, int seedPort, Profile profile) {
			return new ScaleCubeNode(port, seedPort, profile);
		}

		@Override
		public String classPath() {
			return ScaleCubeClassPath.find();
		}

	},

	JGROUPS("jgroups", "a view without it",
			"default: tcp.xml (FD_SOCK2, FD_ALL3 with 5 s and 40 s) with TCPPING; tuned: FD_ALL3 with 1 s and 4 s") {

		@Override
		Node start(int port, int seedPort, Profile profile) {
			return new JGroupsNode(port, seedPort, profile);
		}

	},

	HAZELCAST("hazelcast", "memberRemoved",
			"default: heartbeats each 5 s, 60 s of silence; tuned: 1 s and 4 s; TCP-IP join in both") {

		@Override
		Node start(int port, int seedPort, Profile profile) {
			return new HazelcastNode(port, seedPort, profile);
		}

		@Override
		List<String> options() {
			return List.of("--add-modules=java.se", "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
					"--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
					"--add-opens=java.management/sun.management=ALL-UNNAMED",
					"--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");
		}

	};

	private final String artifact;

	private final String verdict;

	private final String settings;

	MeasuredSystem(String artifact, String verdict, String settings) {
		this.artifact = artifact;
		this.verdict = verdict;
		this.settings = settings;
	}

	/**
	 * Starts a node on loopback. May return before the node is a member.
	 * @param port the port it listens on
	 * @param seedPort the port of the one seed, which may be itself
	 * @param profile the settings
	 * @return the node
	 */
	abstract Node start(int port, int seedPort, Profile profile);

	/**
	 * Which library this is.
	 * @return the name of its artifact, with which the name of its jar begins
	 */
	public String artifact() {
		return this.artifact;
	}

	/**
	 * The class path that the system is measured on.
	 * @return it, in the form of the option of {@code java}
	 */
	public String classPath() {
		return System.getProperty("java.class.path");
	}

	/**
	 * Which event counts as "it is known that the member is gone".
	 * @return its name in the words of the system
	 */
	public String verdict() {
		return this.verdict;
	}

	/**
	 * The settings of the two profiles.
	 * @return a line for the reader
	 */
	public String settings() {
		return this.settings;
	}

	/**
	 * Options of the JVM without which the system warns that it does not run at its best.
	 * @return the options; none for most
	 */
	List<String> options() {
		return List.of();
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
