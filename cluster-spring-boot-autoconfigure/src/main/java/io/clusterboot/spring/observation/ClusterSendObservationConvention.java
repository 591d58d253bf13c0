package io.clusterboot.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * {@link ObservationConvention} for {@link ClusterSendContext}: a bean of this type
 * replaces {@link DefaultClusterSendObservationConvention}.
 */
public interface ClusterSendObservationConvention extends ObservationConvention<ClusterSendContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof ClusterSendContext;
	}

}
