package io.clusterboot.simulator.schedule;

import java.time.Duration;
import java.util.Map;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.DowningMode;
import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.LeaderAgreement;
import io.clusterboot.api.OnForeignCluster;
import io.clusterboot.api.OnRemoved;
import io.clusterboot.api.ReachabilityRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SettingsText}.
 */
class SettingsTextTests {

	private static final ClusterSettings DEFAULTS = ClusterSettings.builder().build();

	@Test
	void everyPropertyReachesItsSetting() {
		ClusterSettings settings = SettingsText.apply(DEFAULTS,
				Map.ofEntries(Map.entry("cluster.name", "orders"), Map.entry("cluster.roles", "web, worker"),
						Map.entry("cluster.app-version", "2"), Map.entry("cluster.min-members", "3"),
						Map.entry("cluster.role.worker.min-members", "2"), Map.entry("cluster.leader-agreement", "all"),
						Map.entry("cluster.weakly-up-after", "9s"), Map.entry("cluster.formation-timeout", "2s"),
						Map.entry("cluster.join-timeout", "PT1M"), Map.entry("cluster.on-removed", "stop-cluster"),
						Map.entry("cluster.on-foreign-cluster", "REPORT"),
						Map.entry("cluster.downing.strategy", "none"), Map.entry("cluster.downing.role", "web"),
						Map.entry("cluster.downing.stable-after", "12s"),
						Map.entry("cluster.downing.crash-stable-after", "500"),
						Map.entry("cluster.failure-detector.heartbeat-interval", "500ms"),
						Map.entry("cluster.failure-detector.threshold", "10.5"),
						Map.entry("cluster.failure-detector.acceptable-pause", "4s"),
						Map.entry("cluster.failure-detector.min-deviation", "50ms"),
						Map.entry("cluster.failure-detector.observers", "7"),
						Map.entry("cluster.failure-detector.reachability", "any-observer"),
						Map.entry("cluster.failure-detector.local-health", "false")));
		assertThat(settings.name()).isEqualTo("orders");
		assertThat(settings.roles()).containsExactly("web", "worker");
		assertThat(settings.appVersion()).isEqualTo("2");
		assertThat(settings.minMembers()).isEqualTo(3);
		assertThat(settings.minMembersByRole()).isEqualTo(Map.of("worker", 2));
		assertThat(settings.leaderAgreement()).isEqualTo(LeaderAgreement.ALL);
		assertThat(settings.weaklyUpAfter()).isEqualTo(Duration.ofSeconds(9));
		assertThat(settings.join().formationTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(settings.join().joinTimeout()).isEqualTo(Duration.ofMinutes(1));
		assertThat(settings.join().onRemoved()).isEqualTo(OnRemoved.STOP_CLUSTER);
		assertThat(settings.join().onForeignCluster()).isEqualTo(OnForeignCluster.REPORT);
		assertThat(settings.downing().strategy()).isEqualTo(DowningMode.NONE);
		assertThat(settings.downing().role()).isEqualTo("web");
		assertThat(settings.downing().stableAfter()).isEqualTo(Duration.ofSeconds(12));
		assertThat(settings.downing().crashStableAfter()).isEqualTo(Duration.ofMillis(500));
		assertThat(settings.failureDetector().heartbeatInterval()).isEqualTo(Duration.ofMillis(500));
		assertThat(settings.failureDetector().threshold()).isEqualTo(10.5);
		assertThat(settings.failureDetector().acceptablePause()).isEqualTo(Duration.ofSeconds(4));
		assertThat(settings.failureDetector().minDeviation()).isEqualTo(Duration.ofMillis(50));
		assertThat(settings.failureDetector().observers()).isEqualTo(7);
		assertThat(settings.failureDetector().reachability()).isEqualTo(ReachabilityRule.ANY_OBSERVER);
		assertThat(settings.failureDetector().localHealth()).isFalse();
	}

	@Test
	void aFlagIsTrueOrFalseAndNothingElse() {
		Map<String, String> values = Map.of("cluster.failure-detector.local-health", "no");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> SettingsText.apply(DEFAULTS, values))
			.withMessageContaining("cluster.failure-detector.local-health")
			.withMessageContaining("'no' is neither true nor false");
	}

	@Test
	void namesAreRelaxed() {
		assertThat(SettingsText.apply(DEFAULTS, Map.of("cluster.failureDetector.heartbeat_interval", "2s"))
			.failureDetector()
			.heartbeatInterval()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void whatIsNotNamedStaysAsItWas() {
		ClusterSettings base = DEFAULTS.toBuilder().minMembers(4).build();
		assertThat(SettingsText.apply(base, Map.of("cluster.name", "x"))).isEqualTo(base.toBuilder().name("x").build());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			cluster.colour                              | red     | there is no such setting
			cluster.downing.strategy                    | best    | 'best' is none of
			cluster.failure-detector.heartbeat-interval | soon    | is no duration
			cluster.failure-detector.heartbeat-interval | 1ms     | out of range
			cluster.failure-detector.observers          | several | is no number
			cluster.min-members                         | 0       | out of range
			""", quoteCharacter = '"')
	void aWrongPropertyIsNamed(String property, String value, String message) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> SettingsText.apply(DEFAULTS, Map.of(property, value)))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo(property));
	}

}
