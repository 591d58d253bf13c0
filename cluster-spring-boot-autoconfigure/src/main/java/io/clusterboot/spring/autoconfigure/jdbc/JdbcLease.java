package io.clusterboot.spring.autoconfigure.jdbc;

import java.time.Duration;

import javax.sql.DataSource;

import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.api.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A {@link Lease} in a row of the table {@code cluster_lease}, which all nodes reach in
 * the same database. Conditional writes, each in a transaction of its own, make it
 * atomic; the time is that of the database. Works on PostgreSQL and H2. Safe for use by
 * many threads.
 * <p>
 * The table is made by {@value #SCHEMA} on the class path; that it can be read is checked
 * at the start of the application, because a split would be a bad time to find out.
 */
public final class JdbcLease implements Lease, InitializingBean {

	/** The resource that makes the table. */
	public static final String SCHEMA = "io/clusterboot/spring/autoconfigure/jdbc/schema.sql";

	private static final Logger logger = LoggerFactory.getLogger(JdbcLease.class);

	private static final String END = "CURRENT_TIMESTAMP + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND";

	private static final String TAKE_OVER_OR_RENEW = "UPDATE cluster_lease SET lease_owner = ?, valid_until = " + END
			+ " WHERE lease_name = ? AND (lease_owner = ? OR valid_until <= CURRENT_TIMESTAMP)";

	private static final String TAKE_FIRST = "INSERT INTO cluster_lease (lease_name, lease_owner, valid_until)"
			+ " SELECT CAST(? AS VARCHAR(300)), CAST(? AS VARCHAR(300)), " + END
			+ " WHERE NOT EXISTS (SELECT 1 FROM cluster_lease WHERE lease_name = ?)";

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transactions;

	/**
	 * Create a lease.
	 * @param dataSource the database, the same for all nodes of the cluster
	 */
	public JdbcLease(DataSource dataSource) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
	}

	@Override
	public boolean acquire(String name, String owner, Duration validity) {
		double seconds = validity.toMillis() / 1000.0;
		try {
			return Boolean.TRUE.equals(this.transactions.execute((status) -> {
				int written = this.jdbc.update(TAKE_OVER_OR_RENEW, owner, seconds, name, owner);
				return written == 1 || this.jdbc.update(TAKE_FIRST, name, owner, seconds, name) == 1;
			}));
		}
		catch (DuplicateKeyException ex) {
			// Another owner was the first in the same moment.
			return false;
		}
	}

	/**
	 * Check that the table is there. A database that does not answer is only logged: the
	 * application may be able to start without it.
	 * @throws InvalidSettingException if there is no such table
	 */
	@Override
	public void afterPropertiesSet() {
		try {
			this.jdbc.queryForObject("SELECT COUNT(*) FROM cluster_lease WHERE lease_owner = ''", Integer.class);
		}
		catch (BadSqlGrammarException ex) {
			throw new InvalidSettingException("cluster.downing.strategy",
					"lease-majority needs the table cluster_lease in the database, and it cannot be read ("
							+ ex.getMostSpecificCause().getMessage() + "); create it with classpath:" + SCHEMA);
		}
		catch (DataAccessException ex) {
			logger.warn("The database with the lease of the cluster cannot be reached; in a split this side would "
					+ "not get the lease and down itself", ex);
		}
	}

}
