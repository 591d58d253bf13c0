package io.clusterboot.spring.autoconfigure.messaging;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.IncomingMessage;
import io.clusterboot.messaging.MessageHandler;
import io.clusterboot.spring.messaging.ClusterHeader;
import io.clusterboot.spring.messaging.ClusterListener;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ClusterListener @ClusterListener} method: what it takes, and how it is called.
 */
final class ListenerMethod implements MessageHandler.Action {

	private final Object bean;

	private final Method method;

	private final List<Function<IncomingMessage, @Nullable Object>> arguments = new ArrayList<>();

	private final AnswerShape answer;

	private @Nullable Type payload;

	/**
	 * Looks at a method.
	 * @param bean the bean
	 * @param method the method, as it can be called on the bean
	 * @throws IllegalStateException if it cannot be a listener
	 */
	ListenerMethod(Object bean, Method method) {
		this.bean = bean;
		this.method = method;
		this.answer = AnswerShape.of(method.getGenericReturnType());
		method.setAccessible(true);
		for (Parameter parameter : method.getParameters()) {
			this.arguments.add(argument(parameter));
		}
		if (this.payload == null) {
			throw new IllegalStateException("@ClusterListener method " + method
					+ " has no parameter for the payload: add one of the type that is sent to it");
		}
	}

	private Function<IncomingMessage, @Nullable Object> argument(Parameter parameter) {
		ClusterHeader header = parameter.getAnnotation(ClusterHeader.class);
		if (header != null) {
			return (message) -> message.headers().get(header.value());
		}
		if (parameter.getType() == NodeId.class) {
			return IncomingMessage::sender;
		}
		if (parameter.getType() == IncomingMessage.class) {
			return (message) -> message;
		}
		if (this.payload != null) {
			throw new IllegalStateException("@ClusterListener method " + this.method
					+ " has more than one parameter for the payload: annotate headers with @ClusterHeader");
		}
		this.payload = parameter.getParameterizedType();
		return IncomingMessage::payload;
	}

	/** The type of the payload. */
	Type payload() {
		Type type = this.payload;
		if (type == null) {
			throw new IllegalStateException("No payload");
		}
		return type;
	}

	@Override
	public @Nullable Object handle(IncomingMessage message) throws Exception {
		Object[] values = this.arguments.stream().map((argument) -> argument.apply(message)).toArray();
		try {
			return this.answer.fromMethod(this.method.invoke(this.bean, values));
		}
		catch (InvocationTargetException ex) {
			Throwable cause = ex.getTargetException();
			if (cause instanceof Exception failure) {
				throw failure;
			}
			throw (Error) cause;
		}
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
