package io.clusterboot.routing;

import java.time.Duration;
import java.util.function.Function;

import io.clusterboot.api.InvalidSettingException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Ranges of settings; each failure names the property.
 */
class RouterSettingsTests {

	private static final RouterSettings VALID = RouterFixture.settings(RoutingStrategy.ROUND_ROBIN);

	@Test
	void theDefaultsAreThoseOfTheDocumentation() {
		assertThat(VALID.allowLocal()).isTrue();
		assertThat(VALID.localOnly()).isFalse();
		assertThat(VALID.weaklyUp()).isFalse();
		assertThat(VALID.awaitRoutees()).isEqualTo(Duration.ofSeconds(5));
		assertThat(VALID.slowStart()).isEqualTo(Duration.ofSeconds(10));
		assertThat(VALID.interval()).isEqualTo(Duration.ofMillis(100));
		assertThat(VALID.retries()).isZero();
		assertThat(VALID.pool()).isNull();
	}

	@Test
	void aValueOutOfRangeNamesItsProperty() {
		assertRefused("handler", (ignored) -> RouterSettings.of("quotes", RoutingStrategy.RANDOM, " ", null));
		assertRefused("await-routees", (valid) -> valid.withAwaitRoutees(Duration.ofSeconds(61)));
		assertRefused("await-routees", (valid) -> valid.withAwaitRoutees(Duration.ofMillis(-1)));
		assertRefused("retries", (valid) -> valid.withRetries(11));
		assertRefused("retries", (valid) -> valid.withRetries(-1));
		assertRefused("local-only", (valid) -> valid.withLocal(false, true));
		assertRefused("slow-start", (valid) -> times(valid, Duration.ofMinutes(11), valid.interval()));
		assertRefused("interval", (valid) -> times(valid, valid.slowStart(), Duration.ZERO));
		assertRefused("pool.max-per-node", (valid) -> valid.withPool(new PoolSettings(0, 10)));
		assertRefused("pool.max-per-node", (valid) -> valid.withPool(new PoolSettings(1001, 10)));
		assertRefused("pool.max-total", (valid) -> valid.withPool(new PoolSettings(1, 0)));
		assertRefused("pool.max-total", (valid) -> valid.withPool(new PoolSettings(1, 1001)));
	}

	@Test
	void theEndsOfTheRangesAreAllowed() {
		assertThat(VALID.withRetries(10).withAwaitRoutees(Duration.ofMinutes(1)).withPool(new PoolSettings(1000, 1000)))
			.isEqualTo(VALID.withPool(new PoolSettings(1000, 1000))
				.withAwaitRoutees(Duration.ofSeconds(60))
				.withRetries(10));
		assertThat(VALID.withLocal(true, true).localOnly()).isTrue();
	}

	private static RouterSettings times(RouterSettings valid, Duration slowStart, Duration interval) {
		return new RouterSettings(valid.name(), valid.strategy(), valid.handler(), valid.role(), true, false, false,
				valid.awaitRoutees(), slowStart, interval, 0, null);
	}

	private static void assertRefused(String property, Function<RouterSettings, RouterSettings> change) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> change.apply(VALID))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("cluster.routers.quotes." + property));
	}

}
