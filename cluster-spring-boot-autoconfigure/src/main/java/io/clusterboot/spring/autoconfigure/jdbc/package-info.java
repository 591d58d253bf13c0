/**
 * The lease of lease-majority in a database.
 */
@NullMarked
package io.clusterboot.spring.autoconfigure.jdbc;

import org.jspecify.annotations.NullMarked;
