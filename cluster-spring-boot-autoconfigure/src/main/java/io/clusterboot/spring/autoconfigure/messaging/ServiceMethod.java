package io.clusterboot.spring.autoconfigure.messaging;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

import io.clusterboot.messaging.Arguments;
import io.clusterboot.messaging.Codecs;
import io.clusterboot.messaging.IncomingMessage;
import io.clusterboot.spring.messaging.ClusterClient;
import io.clusterboot.spring.messaging.RoutingKey;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * A method of a {@link ClusterClient @ClusterClient} interface, as both sides see it.
 */
final class ServiceMethod {

	private final Method method;

	private final Codecs codecs;

	private final AnswerShape answer;

	private final int keyIndex;

	ServiceMethod(Method method, Codecs codecs) {
		this.method = method;
		this.codecs = codecs;
		this.answer = AnswerShape.of(method.getGenericReturnType());
		this.keyIndex = keyIndex(method);
	}

	private static int keyIndex(Method method) {
		for (int i = 0; i < method.getParameterCount(); i++) {
			if (method.getParameters()[i].isAnnotationPresent(RoutingKey.class)) {
				return i;
			}
		}
		return -1;
	}

	/** The name of a service on the wire. */
	static String serviceName(Class<?> type) {
		ClusterClient client = type.getAnnotation(ClusterClient.class);
		return (client != null && StringUtils.hasText(client.value())) ? client.value() : type.getSimpleName();
	}

	/** The name of the handler of this method; overloads differ in their parameters. */
	String handlerName() {
		String parameters = String.join(",",
				Arrays.stream(this.method.getParameterTypes()).map(Class::getSimpleName).toList());
		return serviceName(this.method.getDeclaringClass()) + "." + this.method.getName() + "(" + parameters + ")";
	}

	/** How the answer is given. */
	AnswerShape answer() {
		return this.answer;
	}

	@Nullable Object key(@Nullable Object[] arguments) {
		return (this.keyIndex >= 0) ? arguments[this.keyIndex] : null;
	}

	/** What the client sends. */
	Arguments call(@Nullable Object[] arguments) {
		Type[] types = this.method.getGenericParameterTypes();
		List<byte @Nullable []> encoded = new ArrayList<>();
		for (int i = 0; i < types.length; i++) {
			Object argument = arguments[i];
			encoded.add((argument != null) ? this.codecs.of(boxed(types[i])).encode(argument) : null);
		}
		return new Arguments(encoded);
	}

	/** What the service does. */
	@Nullable Object handle(Object service, IncomingMessage message) throws Exception {
		List<byte @Nullable []> encoded = ((Arguments) message.payload()).values();
		Type[] types = this.method.getGenericParameterTypes();
		if (encoded.size() != types.length) {
			throw new IllegalArgumentException(
					this.method + " takes " + types.length + " arguments and not " + encoded.size());
		}
		@Nullable Object[] arguments = new Object[types.length];
		for (int i = 0; i < types.length; i++) {
			byte[] bytes = encoded.get(i);
			arguments[i] = (bytes != null) ? this.codecs.of(boxed(types[i])).decode(bytes, boxed(types[i])) : null;
		}
		Object value = this.answer.fromMethod(invoke(service, arguments));
		return (value instanceof CompletionStage<?> stage) ? stage.thenApply(this::encode) : encode(value);
	}

	private @Nullable Object invoke(Object service, @Nullable Object[] arguments) throws Exception {
		try {
			return this.method.invoke(service, arguments);
		}
		catch (InvocationTargetException ex) {
			if (ex.getTargetException() instanceof Exception failure) {
				throw failure;
			}
			throw (Error) ex.getTargetException();
		}
	}

	private byte @Nullable [] encode(@Nullable Object value) {
		Type type = boxed(this.answer.content());
		return (value != null) ? this.codecs.of(type).encode(value) : null;
	}

	/** What the client gets. */
	@Nullable Object decode(byte @Nullable [] answer) {
		Type type = boxed(this.answer.content());
		return (answer != null) ? this.codecs.of(type).decode(answer, type) : null;
	}

	private static Type boxed(Type type) {
		return (type instanceof Class<?> raw) ? org.springframework.util.ClassUtils.resolvePrimitiveIfNecessary(raw)
				: type;
	}

}
