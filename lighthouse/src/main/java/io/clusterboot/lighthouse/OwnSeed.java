package io.clusterboot.lighthouse;

import java.util.List;
import java.util.stream.Stream;

import io.clusterboot.api.ClusterSettings;
import io.clusterboot.api.NodeAddress;
import io.clusterboot.spring.autoconfigure.ClusterSettingsCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Adds the lighthouse's own address to its seeds, so that it may form the cluster and so
 * that all lighthouses can be given the same list, or none. Without a fixed port nobody
 * could dial that address: such a lighthouse only joins others.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class OwnSeed implements ClusterSettingsCustomizer {

	private static final Logger logger = LoggerFactory.getLogger(OwnSeed.class);

	@Override
	public void customize(ClusterSettings.Builder builder) {
		ClusterSettings settings = builder.build();
		NodeAddress self = settings.address();
		List<NodeAddress> seeds = settings.join().seedNodes();
		if (self.port() == 0) {
			logger.warn("cluster.port is 0: nobody can know the free port that this lighthouse will take, "
					+ "so it is no seed of the cluster");
			return;
		}
		List<NodeAddress> all = Stream.concat(seeds.stream(), Stream.of(self)).distinct().toList();
		builder.join(settings.join().withSeedNodes(all));
	}

}
