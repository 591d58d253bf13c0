package io.clusterboot.spring.autoconfigure.jdbc;

import java.util.Map;

import javax.sql.DataSource;

import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.Lease;
import io.clusterboot.runtime.ClusterRuntime;
import io.clusterboot.runtime.InMemoryLease;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;
import io.clusterboot.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JdbcLeaseAutoConfiguration}: when the lease is there, and what happens
 * without one.
 */
class JdbcLeaseAutoConfigurationTests {

	/** A cluster of one on a free port, which needs no other. */
	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class,
				JdbcLeaseAutoConfiguration.class))
		.withPropertyValues("cluster.port=0");

	private final ApplicationContextRunner withDatabase = this.contextRunner
		.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class,
				DataSourceInitializationAutoConfiguration.class))
		.withPropertyValues("spring.datasource.generate-unique-name=true",
				"spring.sql.init.schema-locations=classpath:" + JdbcLease.SCHEMA);

	@ParameterizedTest
	@ValueSource(strings = { "lease-majority", "LEASE_MAJORITY", "leaseMajority" })
	void theLeaseIsInTheDatabaseWhenTheStrategyNeedsOne(String strategy) {
		this.withDatabase.withPropertyValues("cluster.downing.strategy=" + strategy)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ClusterRuntime.class)
				.getBean(Lease.class)
				.isInstanceOf(JdbcLease.class));
	}

	@Test
	void theStrategyMayComeFromTheEnvironment() {
		this.withDatabase
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource(
						"test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						Map.of("CLUSTER_DOWNING_STRATEGY", "LEASE_MAJORITY"))))
			.run((context) -> assertThat(context).hasSingleBean(JdbcLease.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "keep-majority", "none" })
	void noLeaseIsThereForAnotherStrategy(String strategy) {
		this.withDatabase.withPropertyValues("cluster.downing.strategy=" + strategy)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Lease.class));
	}

	@Test
	void noLeaseIsThereWhenTheClusterIsDisabled() {
		this.withDatabase.withPropertyValues("cluster.downing.strategy=lease-majority", "cluster.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(Lease.class));
	}

	@Test
	void aLeaseOfTheApplicationsOwnIsUsed() {
		this.withDatabase.withBean(InMemoryLease.class)
			.withPropertyValues("cluster.downing.strategy=lease-majority")
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(Lease.class)
				.isInstanceOf(InMemoryLease.class));
	}

	@Test
	void aLeaseOfTheApplicationsOwnNeedsNoDatabase() {
		this.contextRunner.withBean(InMemoryLease.class)
			.withPropertyValues("cluster.downing.strategy=lease-majority")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ClusterRuntime.class));
	}

	@Test
	void ofTwoDatabasesNoneIsChosen() {
		this.contextRunner.withBean("one", DataSource.class, () -> Mockito.mock(DataSource.class))
			.withBean("other", DataSource.class, () -> Mockito.mock(DataSource.class))
			.withPropertyValues("cluster.downing.strategy=lease-majority")
			.run((context) -> assertFailsForWantOfALease(context.getStartupFailure()));
	}

	@Test
	void withoutADatabaseTheStartFails() {
		this.contextRunner.withPropertyValues("cluster.downing.strategy=lease-majority")
			.run((context) -> assertFailsForWantOfALease(context.getStartupFailure()));
	}

	@Test
	void withoutSpringJdbcTheStartFails() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(JdbcTemplate.class))
			.withPropertyValues("cluster.downing.strategy=lease-majority")
			.run((context) -> assertFailsForWantOfALease(context.getStartupFailure()));
	}

	@Test
	void withoutTheTableTheStartFails() {
		this.withDatabase.withPropertyValues("cluster.downing.strategy=lease-majority", "spring.sql.init.mode=never")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("cluster_lease"));
	}

	@Test
	void aStrategyThatDoesNotExistIsReportedByTheProperties() {
		this.withDatabase.withBean("transport", Transport.class, () -> Mockito.mock(Transport.class))
			.withPropertyValues("cluster.downing.strategy=keep-nobody")
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("ClusterProperties"));
	}

	private static void assertFailsForWantOfALease(Throwable failure) {
		assertThat(failure).rootCause()
			.isInstanceOf(InvalidSettingException.class)
			.hasMessageContaining("cluster.downing.strategy: lease-majority needs a lease");
	}

}
