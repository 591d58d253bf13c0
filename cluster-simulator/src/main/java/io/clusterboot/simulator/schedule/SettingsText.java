package io.clusterboot.simulator.schedule;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.DowningSettings;
import io.clusterboot.api.FailureDetectorSettings;
import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.JoinSettings;
import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.LeaseSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.OnForeignCluster;
import io.clusterboot.api.OnRemoved;
import io.clusterboot.api.ReachabilityRule;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a node as users of the starter write them: {@code cluster.*} properties.
 * Names are relaxed as in Spring Boot.
 */
public final class SettingsText {

	private static final String ROLE_PREFIX = "cluster.role.";

	private static final String MIN_MEMBERS_SUFFIX = ".min-members";

	private final Map<String, String> values = new LinkedHashMap<>();

	private final Map<String, String> names = new HashMap<>();

	private final TreeSet<String> known = new TreeSet<>();

	private SettingsText(Map<String, String> properties) {
		properties.forEach((name, value) -> {
			this.values.put(Entry.canonical(name), value);
			this.names.put(Entry.canonical(name), name);
		});
	}

	/**
	 * Changes settings.
	 * @param base the settings to begin with
	 * @param properties text by property, such as {@code cluster.downing.strategy} to
	 * {@code none}
	 * @return the changed settings
	 * @throws InvalidSettingException if a property is unknown or its value is wrong
	 */
	public static ClusterSettings apply(ClusterSettings base, Map<String, String> properties) {
		return properties.isEmpty() ? base : new SettingsText(properties).applyTo(base);
	}

	private ClusterSettings applyTo(ClusterSettings base) {
		ClusterSettings.Builder builder = base.toBuilder()
			.name(value("cluster.name", base.name(), Function.identity()))
			.roles(value("cluster.roles", List.copyOf(base.roles()), (text) -> List.of(text.trim().split("\\s*,\\s*"))))
			.appVersion(value("cluster.app-version", base.appVersion(), Function.identity()))
			.minMembers(value("cluster.min-members", base.minMembers(), Integer::valueOf))
			.leaderAgreement(choice("cluster.leader-agreement", base.leaderAgreement(), LeaderAgreement.class))
			.weaklyUpAfter(duration("cluster.weakly-up-after", base.weaklyUpAfter()))
			.join(join(base.join()))
			.failureDetector(failureDetector(base.failureDetector()))
			.downing(downing(base.downing()))
			.minMembersByRole(minMembersByRole(base.minMembersByRole()));
		if (!this.values.isEmpty()) {
			throw new InvalidSettingException(this.names.getOrDefault(this.values.keySet().iterator().next(), ""),
					"there is no such setting in the simulator, known are " + this.known);
		}
		return builder.build();
	}

	private JoinSettings join(JoinSettings base) {
		return new JoinSettings(base.seedNodes(), duration("cluster.formation-timeout", base.formationTimeout()),
				optionalDuration("cluster.join-timeout", base.joinTimeout()),
				choice("cluster.on-removed", base.onRemoved(), OnRemoved.class),
				choice("cluster.on-foreign-cluster", base.onForeignCluster(), OnForeignCluster.class));
	}

	private FailureDetectorSettings failureDetector(FailureDetectorSettings base) {
		String prefix = "cluster.failure-detector.";
		return new FailureDetectorSettings(duration(prefix + "heartbeat-interval", base.heartbeatInterval()),
				value(prefix + "threshold", base.threshold(), Double::valueOf),
				duration(prefix + "acceptable-pause", base.acceptablePause()),
				duration(prefix + "min-deviation", base.minDeviation()),
				value(prefix + "observers", base.observers(), Integer::valueOf),
				choice(prefix + "reachability", base.reachability(), ReachabilityRule.class),
				value(prefix + "local-health", base.localHealth(), SettingsText::flag));
	}

	private DowningSettings downing(DowningSettings base) {
		String prefix = "cluster.downing.";
		return new DowningSettings(choice(prefix + "strategy", base.strategy(), DowningMode.class),
				optional(prefix + "role", base.role(), Function.identity()),
				optionalDuration(prefix + "stable-after", base.stableAfter()),
				duration(prefix + "crash-stable-after", base.crashStableAfter()),
				optionalDuration(prefix + "down-all-when-unstable", base.downAllWhenUnstable()),
				value(prefix + "down-indirectly-connected", base.downIndirectlyConnected(), SettingsText::flag),
				value(prefix + "static-quorum.quorum-size", base.quorumSize(), Integer::valueOf),
				value(prefix + "keep-oldest.down-if-alone", base.downIfAlone(), SettingsText::flag),
				referee(base.referee()), lease(base.lease()));
	}

	private DowningSettings.Referee referee(DowningSettings.Referee base) {
		String prefix = "cluster.downing.keep-referee.";
		return new DowningSettings.Referee(optional(prefix + "address", base.address(), NodeAddress::parse),
				value(prefix + "down-all-if-less-than", base.downAllIfLessThan(), Integer::valueOf));
	}

	private LeaseSettings lease(LeaseSettings base) {
		String prefix = "cluster.downing.lease-majority.";
		return new LeaseSettings(
				duration(prefix + "acquire-lease-delay-for-minority", base.acquireLeaseDelayForMinority()),
				duration(prefix + "validity", base.validity()), duration(prefix + "timeout", base.timeout()));
	}

	private Map<String, Integer> minMembersByRole(Map<String, Integer> base) {
		Map<String, Integer> byRole = new LinkedHashMap<>(base);
		this.known.add(ROLE_PREFIX + "*" + MIN_MEMBERS_SUFFIX);
		for (String name : List.copyOf(this.names.values())) {
			if (name.startsWith(ROLE_PREFIX) && name.endsWith(MIN_MEMBERS_SUFFIX)) {
				String role = name.substring(ROLE_PREFIX.length(), name.length() - MIN_MEMBERS_SUFFIX.length());
				byRole.put(role, value(name, 0, Integer::valueOf));
			}
		}
		return byRole;
	}

	private Duration duration(String name, Duration otherwise) {
		return value(name, otherwise, (text) -> Duration.ofMillis(Quantities.millis(text)));
	}

	private @Nullable Duration optionalDuration(String name, @Nullable Duration otherwise) {
		return optional(name, otherwise, (text) -> Duration.ofMillis(Quantities.millis(text)));
	}

	private <E extends Enum<E>> E choice(String name, E otherwise, Class<E> type) {
		return value(name, otherwise, (text) -> Entry.choice(type, text));
	}

	private static boolean flag(String text) {
		return switch (text.trim().toLowerCase(Locale.ROOT)) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new InvalidScheduleException("'" + text + "' is neither true nor false");
		};
	}

	private <T> @Nullable T optional(String name, @Nullable T otherwise, Function<String, T> conversion) {
		return this.values.containsKey(Entry.canonical(name)) ? convert(name, conversion) : known(name, otherwise);
	}

	private <T> T value(String name, T otherwise, Function<String, T> conversion) {
		this.known.add(name);
		return this.values.containsKey(Entry.canonical(name)) ? convert(name, conversion) : otherwise;
	}

	private <T> @Nullable T known(String name, @Nullable T otherwise) {
		this.known.add(name);
		return otherwise;
	}

	private <T> T convert(String name, Function<String, T> conversion) {
		this.known.add(name);
		String text = this.values.remove(Entry.canonical(name));
		try {
			return conversion.apply((text != null) ? text : "");
		}
		catch (NumberFormatException ex) {
			throw new InvalidSettingException(name, "'" + text + "' is no number");
		}
		catch (InvalidScheduleException ex) {
			throw new InvalidSettingException(name, String.valueOf(ex.getMessage()));
		}
	}

}
