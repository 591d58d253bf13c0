package io.clusterboot.spring.observation;

import io.clusterboot.messaging.MessageObserver.OutgoingMessage;
import io.clusterboot.spring.observation.ClusterMessageObservation.HighCardinalityKeyNames;
import io.clusterboot.spring.observation.ClusterMessageObservation.LowCardinalityKeyNames;
import io.micrometer.common.KeyValues;

/**
 * Default {@link ClusterSendObservationConvention}.
 */
public class DefaultClusterSendObservationConvention implements ClusterSendObservationConvention {

	private final String name;

	/**
	 * Create a convention for messages that want no answer.
	 */
	public DefaultClusterSendObservationConvention() {
		this("cluster.message.send");
	}

	/**
	 * Create a convention.
	 * @param name the name of the observations
	 */
	public DefaultClusterSendObservationConvention(String name) {
		this.name = name;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public String getContextualName(ClusterSendContext context) {
		return context.getMessage().handler() + (context.getMessage().ask() ? " ask" : " send");
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(ClusterSendContext context) {
		OutgoingMessage message = context.getMessage();
		return KeyValues.of(LowCardinalityKeyNames.HANDLER.withValue(message.handler()),
				LowCardinalityKeyNames.TYPE.withValue(message.type()),
				LowCardinalityKeyNames.OUTCOME.withValue(Failures.name(context.getError())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ClusterSendContext context) {
		return KeyValues.of(HighCardinalityKeyNames.PEER.withValue(context.getMessage().to().address().toString()));
	}

}
