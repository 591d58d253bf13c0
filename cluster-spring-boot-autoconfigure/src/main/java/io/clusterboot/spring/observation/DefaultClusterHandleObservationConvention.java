package io.clusterboot.spring.observation;

import io.clusterboot.messaging.IncomingMessage;
import io.clusterboot.spring.observation.ClusterMessageObservation.HighCardinalityKeyNames;
import io.clusterboot.spring.observation.ClusterMessageObservation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValues;

/**
 * Default {@link ClusterHandleObservationConvention}.
 */
public class DefaultClusterHandleObservationConvention implements ClusterHandleObservationConvention {

	/**
	 * Create a convention.
	 */
	public DefaultClusterHandleObservationConvention() {
	}

	@Override
	public String getName() {
		return "cluster.message.handle";
	}

	@Override
	public String getContextualName(ClusterHandleContext context) {
		return context.getMessage().handler() + " handle";
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ClusterHandleContext context) {
		IncomingMessage message = context.getMessage();
		return KeyValues.of(LowCardinalityKeyNames.HANDLER.withValue(message.handler()),
				LowCardinalityKeyNames.TYPE.withValue(message.type()),
				LowCardinalityKeyNames.OUTCOME.withValue(Failures.name(context.getError())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ClusterHandleContext context) {
		return KeyValues.of(HighCardinalityKeyNames.PEER.withValue(context.getMessage().sender().address().toString()));
	}

}
