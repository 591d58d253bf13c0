package io.clusterboot.messaging;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

/**
 * All codecs of a node, and the names of types on the wire. {@code byte[]}, {@code
 * String} and protobuf messages are known to all nodes.
 */
public final class Codecs {

	private static final List<Class<?>> COLLECTIONS = List.of(List.class, Set.class, Map.class);

	private static final ClassValue<String> ALIASES = new ClassValue<>() {

		@Override
		protected String computeValue(Class<?> type) {
			ClusterMessage name = type.getAnnotation(ClusterMessage.class);
			return (name != null) ? name.value() : simpleName(type);
		}

		/** Whoever asks for a list must not have to know which one. */
		private String simpleName(Class<?> type) {
			return COLLECTIONS.stream()
				.filter((collection) -> collection.isAssignableFrom(type))
				.findFirst()
				.<Class<?>>map((collection) -> collection)
				.orElse(type)
				.getSimpleName();
		}

	};

	private final List<Codec> codecs;

	private final Map<Type, Codec> byType = new ConcurrentHashMap<>();

	/**
	 * Creates the codecs of a node.
	 * @param others asked in this order for what is no {@code byte[]}, {@code String} or
	 * protobuf message
	 */
	public Codecs(List<? extends Codec> others) {
		List<Codec> all = new ArrayList<>(List.of(new Bytes(), new Text(), new Protobuf(), new ArgumentsCodec()));
		all.addAll(others);
		this.codecs = List.copyOf(all);
	}

	/**
	 * The name of a type on the wire.
	 * @param type the type
	 * @return the value of {@link ClusterMessage}, or the simple name; all lists, sets
	 * and maps have those of their interfaces
	 */
	public static String alias(Type type) {
		if (type instanceof Class<?> known) {
			return ALIASES.get(known);
		}
		return (type instanceof ParameterizedType generic) ? alias(generic.getRawType()) : type.getTypeName();
	}

	/**
	 * The codec of a type.
	 * @param type the type
	 * @return the first one that supports it
	 * @throws IllegalArgumentException if there is none
	 */
	public Codec of(Type type) {
		Codec known = this.byType.get(type);
		return (known != null) ? known : this.byType.computeIfAbsent(type, this::find);
	}

	private Codec find(Type type) {
		return this.codecs.stream()
			.filter((codec) -> codec.supports(type))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No codec for " + type.getTypeName()
					+ ": send byte[], String or a protobuf message, or add a codec"));
	}

	/** Bytes as they are. */
	private static final class Bytes implements Codec {

		@Override
		public boolean supports(Type type) {
			return type == byte[].class;
		}

		@Override
		public byte[] encode(Object payload) {
			return (byte[]) payload;
		}

		@Override
		public Object decode(byte[] bytes, Type type) {
			return bytes;
		}

	}

	/** Text as UTF-8. */
	private static final class Text implements Codec {

		@Override
		public boolean supports(Type type) {
			return type == String.class;
		}

		@Override
		public byte[] encode(Object payload) {
			return ((String) payload).getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public Object decode(byte[] bytes, Type type) {
			try {
				return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			}
			catch (CharacterCodingException ex) {
				throw new IllegalArgumentException("Not UTF-8", ex);
			}
		}

	}

	/** Protobuf messages in their own format. */
	private static final class Protobuf implements Codec {

		private final ClassValue<Parser<?>> parsers = new ClassValue<>() {

			@Override
			protected Parser<?> computeValue(Class<?> type) {
				try {
					MethodHandle parser = MethodHandles.publicLookup()
						.findStatic(type, "parser", MethodType.methodType(Parser.class));
					return (Parser<?>) parser.invoke();
				}
				catch (Throwable ex) {
					throw new IllegalArgumentException(type.getName() + " is no generated protobuf message", ex);
				}
			}

		};

		@Override
		public boolean supports(Type type) {
			return type instanceof Class<?> message && MessageLite.class.isAssignableFrom(message);
		}

		@Override
		public byte[] encode(Object payload) {
			return ((MessageLite) payload).toByteArray();
		}

		@Override
		public Object decode(byte[] bytes, Type type) {
			try {
				return this.parsers.get((Class<?>) type).parseFrom(bytes);
			}
			catch (InvalidProtocolBufferException ex) {
				throw new IllegalArgumentException("Not a " + type.getTypeName(), ex);
			}
		}

	}

}
