package io.clusterboot.messaging;

import java.lang.reflect.Type;

/**
 * Turns payloads of some types into bytes and back. Safe for use by many threads.
 */
public interface Codec {

	/**
	 * Whether it can do so with a type.
	 * @param type the type
	 * @return true if it encodes and decodes it
	 */
	boolean supports(Type type);

	/**
	 * Encodes a payload.
	 * @param payload the payload, of a supported type
	 * @return the bytes; nobody changes them any more
	 */
	byte[] encode(Object payload);

	/**
	 * Decodes a payload.
	 * @param bytes what came in; anything
	 * @param type the type that is expected
	 * @return the payload, of that type
	 * @throws RuntimeException if the bytes are no such payload
	 */
	Object decode(byte[] bytes, Type type);

}
