package io.clusterboot.sample.quotes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

import io.clusterboot.api.Cluster;

import org.springframework.stereotype.Component;

/**
 * What runs where the role is {@code pricing}. Its prices are made up, between 5 and 500,
 * the low ones more often, and depend on nothing but the symbol: any member says the
 * same.
 */
@Component
class PricingDesk implements Pricing {

	private static final double LOWEST = 5;

	/** The highest price is so many times the lowest. */
	private static final double SPAN = 100;

	private static final double HIGHEST_CHECKSUM = 0xFFFF_FFFFL;

	private final Cluster cluster;

	PricingDesk(Cluster cluster) {
		this.cluster = cluster;
	}

	@Override
	public Quote quote(String symbol) {
		return new Quote(symbol, price(symbol), this.cluster.self().address().toString());
	}

	private static BigDecimal price(String symbol) {
		CRC32 checksum = new CRC32();
		checksum.update(symbol.getBytes(StandardCharsets.UTF_8));
		double price = LOWEST * Math.pow(SPAN, checksum.getValue() / HIGHEST_CHECKSUM);
		return BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_UP);
	}

}
