package io.clusterboot.spring.autoconfigure;

import io.clusterboot.api.NodeAddress;

import org.springframework.core.convert.converter.Converter;

/**
 * Binds {@code host:port} to a {@link NodeAddress}.
 */
final class NodeAddressConverter implements Converter<String, NodeAddress> {

	@Override
	public NodeAddress convert(String source) {
		return NodeAddress.parse(source);
	}

}
