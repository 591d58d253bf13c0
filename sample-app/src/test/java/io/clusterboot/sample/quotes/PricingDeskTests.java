package io.clusterboot.sample.quotes;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.api.NodeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class PricingDeskTests {

	private final Cluster cluster = mock(Cluster.class);

	private final PricingDesk desk = new PricingDesk(this.cluster);

	@BeforeEach
	void anAddress() {
		given(this.cluster.self()).willReturn(new NodeId(new NodeAddress("10.0.0.5", 7946), 1));
	}

	@Test
	void itSaysWhoItIs() {
		assertThat(this.desk.quote("ACME")).satisfies((quote) -> {
			assertThat(quote.symbol()).isEqualTo("ACME");
			assertThat(quote.servedBy()).isEqualTo("10.0.0.5:7946");
		});
	}

	@Test
	void pricesDependOnTheSymbolOnlyAndArePlausible() {
		List<BigDecimal> prices = IntStream.range(0, 1000)
			.mapToObj((i) -> this.desk.quote("SYMBOL-" + i).price())
			.toList();
		assertThat(prices).allSatisfy((price) -> {
			assertThat(price).isBetween(new BigDecimal("5"), new BigDecimal("500"));
			assertThat(price.scale()).isEqualTo(2);
		});
		assertThat(prices.stream().distinct().count()).isGreaterThan(900);
		assertThat(this.desk.quote("SYMBOL-7").price()).isEqualTo(prices.get(7));
	}

}
