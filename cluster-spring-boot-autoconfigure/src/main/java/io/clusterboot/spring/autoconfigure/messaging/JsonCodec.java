package io.clusterboot.spring.autoconfigure.messaging;

import java.lang.reflect.Type;

import io.clusterboot.messaging.Codec;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON for records and beans, as the application's own mapper writes them.
 */
final class JsonCodec implements Codec {

	private final JsonMapper mapper;

	JsonCodec(JsonMapper mapper) {
		this.mapper = mapper;
	}

	@Override
	public boolean supports(Type type) {
		return true;
	}

	@Override
	public byte[] encode(Object payload) {
		return this.mapper.writeValueAsBytes(payload);
	}

	@Override
	public Object decode(byte[] bytes, Type type) {
		Object payload = this.mapper.readValue(bytes, this.mapper.constructType(type));
		if (payload == null) {
			throw new IllegalArgumentException("null is no payload");
		}
		return payload;
	}

}
