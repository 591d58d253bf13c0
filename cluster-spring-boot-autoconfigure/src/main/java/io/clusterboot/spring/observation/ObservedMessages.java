package io.clusterboot.spring.observation;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.clusterboot.messaging.IncomingMessage;
import io.clusterboot.messaging.MessageHandler.Action;
import io.clusterboot.messaging.MessageObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * {@link MessageObserver} that makes an {@link Observation} of each message, and carries
 * the trace over in the headers.
 */
public class ObservedMessages implements MessageObserver {

	private static final ClusterSendObservationConvention SEND = new DefaultClusterSendObservationConvention();

	private static final ClusterSendObservationConvention ASK = new DefaultClusterSendObservationConvention(
			"cluster.message.ask");

	private static final ClusterHandleObservationConvention HANDLE = new DefaultClusterHandleObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable ClusterSendObservationConvention sendConvention;

	private final @Nullable ClusterHandleObservationConvention handleConvention;

	/**
	 * Create an observer.
	 * @param registry where observations go
	 * @param sendConvention names those of messages that are sent; null for the default
	 * @param handleConvention names those of messages that are handled; null for the
	 * default
	 */
	public ObservedMessages(ObservationRegistry registry, @Nullable ClusterSendObservationConvention sendConvention,
			@Nullable ClusterHandleObservationConvention handleConvention) {
		this.registry = registry;
		this.sendConvention = sendConvention;
		this.handleConvention = handleConvention;
	}

	@Override
	public Sending sending(OutgoingMessage message) {
		ClusterSendContext context = new ClusterSendContext(message);
		Observation observation = message.ask()
				? ClusterMessageObservation.ASK.start(this.sendConvention, ASK, () -> context, this.registry)
				: ClusterMessageObservation.SEND.start(this.sendConvention, SEND, () -> context, this.registry);
		return new ObservedSending(message, context, observation);
	}

	@Override
	public @Nullable Object handling(IncomingMessage message, Action action) throws Exception {
		Observation observation = ClusterMessageObservation.HANDLE.start(this.handleConvention, HANDLE,
				() -> new ClusterHandleContext(message), this.registry);
		Object result;
		try (Observation.Scope scope = observation.openScope()) {
			result = action.handle(message);
		}
		catch (Exception | Error ex) {
			observation.error(ex);
			observation.stop();
			throw ex;
		}
		if (result instanceof CompletionStage<?> stage) {
			return stage.whenComplete((value, failure) -> end(observation, failure));
		}
		observation.stop();
		return result;
	}

	private static void end(Observation observation, @Nullable Throwable failure) {
		if (failure != null) {
			observation.error((failure instanceof CompletionException && failure.getCause() != null)
					? failure.getCause() : failure);
		}
		observation.stop();
	}

	private record ObservedSending(OutgoingMessage message, ClusterSendContext context,
			Observation observation) implements Sending {

		@Override
		public Map<String, String> headers() {
			Map<String, String> carrier = this.context.getCarrier();
			return (carrier != null) ? carrier : this.message.headers();
		}

		@Override
		public void ended(@Nullable RuntimeException failure) {
			end(this.observation, failure);
		}

	}

}
