package io.clusterboot.spring.autoconfigure.jdbc;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.InvalidSettingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JdbcLease}, against H2.
 */
@ExtendWith(OutputCaptureExtension.class)
class JdbcLeaseTests {

	private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

	private final EmbeddedDatabase database = database().addScript(JdbcLease.SCHEMA).build();

	private final JdbcTemplate jdbc = new JdbcTemplate(this.database);

	private final JdbcLease lease = new JdbcLease(this.database);

	@BeforeEach
	void waitForEachOtherAlsoOnABusyMachine() {
		this.jdbc.execute("SET DEFAULT_LOCK_TIMEOUT 30000");
	}

	@AfterEach
	void shutDown() {
		this.database.shutdown();
	}

	@Test
	void theFirstOwnerGetsTheLeaseAndAnotherOneDoesNot() {
		assertThat(this.lease.acquire("shop", "a", TWO_MINUTES)).isTrue();
		assertThat(this.lease.acquire("shop", "b", TWO_MINUTES)).isFalse();
		assertThat(this.jdbc.queryForList("SELECT lease_owner FROM cluster_lease", String.class)).containsExactly("a");
	}

	@Test
	void theLeaseIsValidForItsTimeByTheClockOfTheDatabase() {
		Instant before = now();
		this.lease.acquire("shop", "a", Duration.ofMillis(90_500));
		assertThat(validUntil()).isBetween(before.plusMillis(90_500), now().plusMillis(90_500));
	}

	@Test
	void anOwnerRenewsItsLease() {
		this.lease.acquire("shop", "a", TWO_MINUTES);
		Instant before = validUntil();
		assertThat(this.lease.acquire("shop", "a", Duration.ofMinutes(3))).isTrue();
		assertThat(validUntil()).isAfterOrEqualTo(before.plusSeconds(60));
		assertThat(this.lease.acquire("shop", "b", TWO_MINUTES)).isFalse();
	}

	@Test
	void aLeaseThatEndedIsTakenOver() {
		this.lease.acquire("shop", "a", TWO_MINUTES);
		passes(119);
		assertThat(this.lease.acquire("shop", "b", TWO_MINUTES)).isFalse();
		passes(1);
		assertThat(this.lease.acquire("shop", "b", TWO_MINUTES)).isTrue();
		assertThat(this.lease.acquire("shop", "a", TWO_MINUTES)).isFalse();
	}

	@Test
	void eachNameIsALeaseOfItsOwn() {
		assertThat(this.lease.acquire("shop:1", "a", TWO_MINUTES)).isTrue();
		assertThat(this.lease.acquire("shop:2", "b", TWO_MINUTES)).isTrue();
	}

	@Test
	void theLongestNameAndOwnerFit() {
		String longest = "x".repeat(300);
		assertThat(this.lease.acquire(longest, longest, TWO_MINUTES)).isTrue();
		assertThat(this.lease.acquire(longest, longest, TWO_MINUTES)).isTrue();
	}

	@ParameterizedTest(name = "of a lease that {0}")
	@ValueSource(strings = { "is new", "ended" })
	void ofOwnersThatAskAtTheSameTimeOneGetsIt(String state) throws Exception {
		int owners = 4;
		ExecutorService executor = Executors.newFixedThreadPool(owners);
		try {
			for (int round = 0; round < 50; round++) {
				String name = "shop:" + round;
				if (state.equals("ended")) {
					this.lease.acquire(name, "before", TWO_MINUTES);
					passes(120);
				}
				CyclicBarrier start = new CyclicBarrier(owners);
				List<Callable<Boolean>> questions = new ArrayList<>();
				for (int owner = 0; owner < owners; owner++) {
					String id = "owner " + owner;
					JdbcLease own = new JdbcLease(this.database);
					questions.add(() -> {
						start.await(10, TimeUnit.SECONDS);
						return own.acquire(name, id, TWO_MINUTES);
					});
				}
				int acquired = 0;
				for (Future<Boolean> answer : executor.invokeAll(questions)) {
					acquired += answer.get() ? 1 : 0;
				}
				assertThat(acquired).as("round %d", round).isEqualTo(1);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void aDatabaseThatDoesNotAnswerIsAFailureAndNoLease() {
		JdbcLease unreachable = new JdbcLease(new DriverManagerDataSource("jdbc:h2:tcp://127.0.0.1:1/none"));
		assertThatExceptionOfType(CannotCreateTransactionException.class)
			.isThrownBy(() -> unreachable.acquire("shop", "a", TWO_MINUTES));
	}

	@Test
	void aMissingTableIsNoticedAtTheStartAndSaysHowToCreateIt() {
		EmbeddedDatabase empty = database().build();
		try {
			assertThatExceptionOfType(InvalidSettingException.class)
				.isThrownBy(() -> new JdbcLease(empty).afterPropertiesSet())
				.withMessageContaining("cluster_lease")
				.withMessageContaining("classpath:" + JdbcLease.SCHEMA)
				.satisfies((failure) -> assertThat(failure.property()).isEqualTo("cluster.downing.strategy"));
		}
		finally {
			empty.shutdown();
		}
	}

	@Test
	void aDatabaseThatDoesNotAnswerAtTheStartIsLogged(CapturedOutput output) {
		new JdbcLease(new DriverManagerDataSource("jdbc:h2:tcp://127.0.0.1:1/none")).afterPropertiesSet();
		assertThat(output).contains("The database with the lease of the cluster cannot be reached");
	}

	@Test
	void theScriptMayRunAgain() {
		this.lease.acquire("shop", "a", TWO_MINUTES);
		this.lease.afterPropertiesSet();
		new ResourceDatabasePopulator(new ClassPathResource(JdbcLease.SCHEMA)).execute(this.database);
		assertThat(this.lease.acquire("shop", "b", TWO_MINUTES)).isFalse();
	}

	/** As if so much time had passed for all leases. */
	private void passes(long seconds) {
		this.jdbc.update("UPDATE cluster_lease SET valid_until = valid_until - CAST(? AS BIGINT) * INTERVAL '1' SECOND",
				seconds);
	}

	private Instant now() {
		return instant("SELECT CURRENT_TIMESTAMP AS t");
	}

	private Instant validUntil() {
		return instant("SELECT valid_until AS t FROM cluster_lease");
	}

	private Instant instant(String sql) {
		Map<String, Object> row = this.jdbc.queryForMap("SELECT CAST(t AS TIMESTAMP) AS t FROM (" + sql + ")");
		return ((Timestamp) row.get("t")).toInstant();
	}

	private static EmbeddedDatabaseBuilder database() {
		return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2).generateUniqueName(true);
	}

}
