package io.clusterboot.spring.autoconfigure.jdbc;

import javax.sql.DataSource;

import io.clusterboot.api.Lease;
import io.clusterboot.spring.autoconfigure.ClusterAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link JdbcLease}, for the
 * downing strategy lease-majority.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class, before = ClusterAutoConfiguration.class)
@ConditionalOnClass({ Lease.class, JdbcTemplate.class })
@ConditionalOnBooleanProperty(name = "cluster.enabled", matchIfMissing = true)
@Conditional(OnLeaseMajorityCondition.class)
@ConditionalOnSingleCandidate(DataSource.class)
public final class JdbcLeaseAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(Lease.class)
	@DependsOnDatabaseInitialization
	JdbcLease clusterLease(DataSource dataSource) {
		return new JdbcLease(dataSource);
	}

}
