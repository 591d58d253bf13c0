package io.clusterboot.transport.grpc;

import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * What mutual TLS needs: the own certificate and key, and whom to trust.
 *
 * @param keyManagers the own certificate and key
 * @param trustManagers whom to trust
 */
public record TlsMaterial(List<KeyManager> keyManagers, List<TrustManager> trustManagers) {

	/**
	 * Creates the material.
	 */
	public TlsMaterial {
		keyManagers = List.copyOf(keyManagers);
		trustManagers = List.copyOf(trustManagers);
	}

}
