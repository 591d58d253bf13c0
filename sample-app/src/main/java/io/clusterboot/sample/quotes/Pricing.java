package io.clusterboot.sample.quotes;

import io.clusterboot.spring.messaging.ClusterClient;
import io.clusterboot.spring.messaging.RoutingKey;

/**
 * Knows prices. Whoever has it injected calls a member with the role {@code pricing}: for
 * the same symbol the same one from everywhere, as long as that one is there. If it is
 * lost during a call, another one is asked, as it does no harm to ask twice.
 */
@ClusterClient(role = "pricing", router = "consistent-hash", idempotent = true)
public interface Pricing {

	/**
	 * Says what something costs.
	 * @param symbol the symbol
	 * @return the quote
	 * @throws io.clusterboot.messaging.UndeliveredException if no member with the role
	 * {@code pricing} answers in time
	 */
	Quote quote(@RoutingKey String symbol);

}
