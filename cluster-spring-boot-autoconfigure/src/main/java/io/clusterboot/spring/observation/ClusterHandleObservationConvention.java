package io.clusterboot.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * {@link ObservationConvention} for {@link ClusterHandleContext}: a bean of this type
 * replaces {@link DefaultClusterHandleObservationConvention}.
 */
public interface ClusterHandleObservationConvention extends ObservationConvention<ClusterHandleContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof ClusterHandleContext;
	}

}
