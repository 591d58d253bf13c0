-- The table of JdbcLease, for PostgreSQL and H2: one row for each cluster that ever had to decide a split.
CREATE TABLE IF NOT EXISTS cluster_lease (
	lease_name VARCHAR(300) NOT NULL PRIMARY KEY,
	lease_owner VARCHAR(300) NOT NULL,
	valid_until TIMESTAMP WITH TIME ZONE NOT NULL
);
