package io.clusterboot.sample.quotes;

import java.math.BigDecimal;

/**
 * The price of something.
 *
 * @param symbol what it is the price of, as it was asked for
 * @param price the price, with two decimals
 * @param servedBy the cluster address, {@code host:port}, of the member that said so
 */
public record Quote(String symbol, BigDecimal price, String servedBy) {
}
