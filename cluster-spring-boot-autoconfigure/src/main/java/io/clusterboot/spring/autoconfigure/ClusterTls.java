package io.clusterboot.spring.autoconfigure;

import java.util.List;
import java.util.function.Consumer;

import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.transport.grpc.TlsMaterial;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * The material for mutual TLS out of the SSL bundle that {@code cluster.ssl.bundle}
 * names. The bundle needs both a key store and a trust store: without the second, Java
 * would trust every public certificate authority.
 */
final class ClusterTls {

	private static final String PROPERTY = "cluster.ssl.bundle";

	private static final Logger logger = LoggerFactory.getLogger(ClusterTls.class);

	private final SslBundles bundles;

	private final String name;

	ClusterTls(SslBundles bundles, @Nullable String name) {
		if (name == null || name.isBlank()) {
			throw new InvalidSettingException(PROPERTY, "is needed when cluster.ssl.enabled is true");
		}
		this.bundles = bundles;
		this.name = name;
	}

	/**
	 * Return the material as the bundle holds it now.
	 * @return the material
	 */
	TlsMaterial material() {
		try {
			return material(this.bundles.getBundle(this.name));
		}
		catch (NoSuchSslBundleException ex) {
			List<String> names = this.bundles.getBundleNames();
			throw new InvalidSettingException(PROPERTY, "there is no SSL bundle named '" + this.name + "', "
					+ (names.isEmpty() ? "none is configured" : "the configured ones are " + names));
		}
	}

	/**
	 * Tell whenever the bundle was updated. Material that cannot be used is logged, and
	 * the present one stays.
	 * @param user is given the new material
	 */
	void onUpdate(Consumer<TlsMaterial> user) {
		this.bundles.addBundleUpdateHandler(this.name, (bundle) -> {
			try {
				user.accept(material(bundle));
				logger.info("The cluster uses the new certificates of the SSL bundle '{}' from now on", this.name);
			}
			catch (RuntimeException ex) {
				logger.error(
						"The new certificates of the SSL bundle '{}' cannot be used, the cluster keeps the old ones",
						this.name, ex);
			}
		});
	}

	private TlsMaterial material(SslBundle bundle) {
		SslStoreBundle stores = bundle.getStores();
		if (stores.getKeyStore() == null) {
			throw new InvalidSettingException(PROPERTY,
					"the SSL bundle '" + this.name + "' has no key store; every member needs a certificate of its own");
		}
		if (stores.getTrustStore() == null) {
			throw new InvalidSettingException(PROPERTY, "the SSL bundle '" + this.name
					+ "' has no trust store; it must name the authorities whose certificates members trust");
		}
		SslManagerBundle managers = bundle.getManagers();
		return new TlsMaterial(List.of(managers.getKeyManagers()), List.of(managers.getTrustManagers()));
	}

}
