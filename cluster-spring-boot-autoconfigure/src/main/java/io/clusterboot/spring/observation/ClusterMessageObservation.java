package io.clusterboot.spring.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of messages.
 */
public enum ClusterMessageObservation implements ObservationDocumentation {

	/** A message that wants no answer: until it is on its way. */
	SEND {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultClusterSendObservationConvention.class;
		}

	},

	/** A message that wants an answer: until that came, or will not come. */
	ASK {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultClusterSendObservationConvention.class;
		}

	},

	/** A handler at work: until it returned, or the future that it returned ended. */
	HANDLE {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultClusterHandleObservationConvention.class;
		}

	};

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return LowCardinalityKeyNames.values();
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return HighCardinalityKeyNames.values();
	}

	@Override
	public String getPrefix() {
		return "cluster.message";
	}

	/** Keys with few values. */
	public enum LowCardinalityKeyNames implements KeyName {

		/** The name of the handler. */
		HANDLER {

			@Override
			public String asString() {
				return "cluster.message.handler";
			}

		},

		/** The name of the payload's type on the wire. */
		TYPE {

			@Override
			public String asString() {
				return "cluster.message.type";
			}

		},

		/** Why it was not delivered or handled, "none" if it was. */
		OUTCOME {

			@Override
			public String asString() {
				return "cluster.message.failure";
			}

		}

	}

	/** Keys with as many values as there are members. */
	public enum HighCardinalityKeyNames implements KeyName {

		/** The address of the other member. */
		PEER {

			@Override
			public String asString() {
				return "cluster.message.peer";
			}

		}

	}

}
