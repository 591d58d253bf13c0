package io.clusterboot.api;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What can be said about downing, and what is refused with the property at fault.
 */
class DowningSettingsTests {

	@Test
	void aBuilderStartsFromTheDefaults() {
		assertThat(DowningSettings.builder().build()).isEqualTo(DowningSettings.DEFAULT);
		assertThat(DowningSettings.DEFAULT.strategy()).isEqualTo(DowningMode.KEEP_MAJORITY);
		assertThat(DowningSettings.DEFAULT.downAllWhenUnstable()).isNull();
		assertThat(DowningSettings.DEFAULT.downIndirectlyConnected()).isFalse();
		assertThat(DowningSettings.DEFAULT.downIfAlone()).isTrue();
	}

	@Test
	void aStrategyIsWrittenAsInAConfiguration() {
		assertThat(DowningMode.KEEP_MAJORITY.text()).isEqualTo("keep-majority");
		assertThat(DowningMode.NONE.text()).isEqualTo("none");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void whatCannotWorkIsRefusedWithItsProperty(String property, UnaryOperator<DowningSettings.Builder> setting) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> setting.apply(DowningSettings.builder()).build())
			.satisfies((failure) -> assertThat(failure.property()).isEqualTo(property));
	}

	static Stream<Arguments> whatCannotWorkIsRefusedWithItsProperty() {
		return Stream.of(
				refused("cluster.downing.static-quorum.quorum-size",
						(settings) -> settings.strategy(DowningMode.STATIC_QUORUM)),
				refused("cluster.downing.static-quorum.quorum-size", (settings) -> settings.quorumSize(-1)),
				refused("cluster.downing.keep-referee.address",
						(settings) -> settings.strategy(DowningMode.KEEP_REFEREE)),
				refused("cluster.downing.keep-referee.down-all-if-less-than",
						(settings) -> settings.referee(new DowningSettings.Referee(null, 0))),
				refused("cluster.downing.down-all-when-unstable",
						(settings) -> settings.downAllWhenUnstable(Duration.ofSeconds(29))),
				refused("cluster.downing.down-all-when-unstable",
						(settings) -> settings.stableAfter(Duration.ofSeconds(60))
							.downAllWhenUnstable(Duration.ofSeconds(59))),
				refused("cluster.downing.lease-majority.validity", (settings) -> settings.lease(lease(2, 89, 5))),
				refused("cluster.downing.lease-majority.timeout", (settings) -> settings.lease(lease(2, 120, 0))),
				refused("cluster.downing.lease-majority.acquire-lease-delay-for-minority",
						(settings) -> settings.lease(lease(-1, 120, 5))),
				refused("cluster.downing.lease-majority.validity",
						(settings) -> settings.strategy(DowningMode.LEASE_MAJORITY)
							.stableAfter(Duration.ofSeconds(54))));
	}

	@Test
	void aLeaseThatIsValidForTwiceTheTimeOfADecisionSuffices() {
		DowningSettings settings = DowningSettings.builder()
			.strategy(DowningMode.LEASE_MAJORITY)
			.stableAfter(Duration.ofSeconds(53))
			.build();
		assertThat(settings.lease()).isEqualTo(LeaseSettings.DEFAULT);
	}

	@Test
	void aLeaseMustOutlastWhatTwoSidesDifferInNoticingTheSplit() {
		FailureDetectorSettings slow = new FailureDetectorSettings(Duration.ofSeconds(1), 8, Duration.ofSeconds(16),
				Duration.ofMillis(100), 10, ReachabilityRule.VERDICT, true);
		ClusterSettings.Builder settings = ClusterSettings.builder()
			.failureDetector(slow)
			.downing(DowningSettings.builder().strategy(DowningMode.LEASE_MAJORITY).build());
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(settings::build)
			.satisfies((failure) -> assertThat(failure.property()).isEqualTo("cluster.downing.lease-majority.validity"))
			.withMessageContaining("at least 128 s");
	}

	private static Arguments refused(String property, UnaryOperator<DowningSettings.Builder> setting) {
		return arguments(property, setting);
	}

	private static LeaseSettings lease(long delay, long validity, long timeout) {
		return new LeaseSettings(Duration.ofSeconds(delay), Duration.ofSeconds(validity), Duration.ofSeconds(timeout));
	}

}
