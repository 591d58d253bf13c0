package io.clusterboot.spring.autoconfigure;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

import io.clusterboot.api.InvalidSettingException;
import io.clusterboot.spring.Certificates;
import io.clusterboot.spring.FakeCluster;
import io.clusterboot.transport.grpc.GrpcTransport;
import io.clusterboot.transport.grpc.TlsMaterial;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClusterTls}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ClusterTlsTests {

	@TempDir
	private static Path directory;

	private static Certificates certificates;

	private static String keyStore;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ClusterAutoConfiguration.class))
		.withBean(FakeCluster.class);

	@BeforeAll
	static void makeCertificates() {
		certificates = new Certificates(directory, "authority");
		keyStore = certificates.keyStore("one");
	}

	@Test
	void theMaterialIsThatOfTheBundle() {
		this.contextRunner.withPropertyValues(certificates.bundle(keyStore)).run((context) -> {
			TlsMaterial material = new ClusterTls(context.getBean(SslBundles.class), "cluster").material();
			assertThat(own(material).getSubjectX500Principal().getName()).isEqualTo("CN=one");
			assertThat(((X509TrustManager) material.trustManagers().get(0)).getAcceptedIssuers()).singleElement()
				.extracting((issuer) -> issuer.getSubjectX500Principal().getName())
				.isEqualTo("CN=authority");
		});
	}

	@Test
	void anAddressThatOthersReachIsFineWithTls() {
		this.contextRunner.withPropertyValues(certificates.bundle(keyStore))
			.withPropertyValues("cluster.host=10.0.0.5")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(GrpcTransport.class));
	}

	@Test
	void tlsCanBeSwitchedOffAgain() {
		this.contextRunner.withPropertyValues(certificates.bundle(keyStore))
			.withPropertyValues("cluster.ssl.enabled=false", "cluster.host=10.0.0.5")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(InsecureClusterException.class));
	}

	@Test
	void aBundleThatTrustsNobodyInParticularIsRefused() {
		this.contextRunner
			.withPropertyValues("spring.ssl.bundle.jks.cluster.keystore.location=file:" + keyStore,
					"spring.ssl.bundle.jks.cluster.keystore.password=" + Certificates.PASSWORD,
					"cluster.ssl.bundle=cluster")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("'cluster' has no trust store"));
	}

	@Test
	void aBundleWithoutAKeyIsRefused() {
		this.contextRunner
			.withPropertyValues("spring.ssl.bundle.jks.cluster.truststore.location=file:" + certificates.trustStore(),
					"spring.ssl.bundle.jks.cluster.truststore.password=" + Certificates.PASSWORD,
					"cluster.ssl.bundle=cluster")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("'cluster' has no key store"));
	}

	@Test
	void anUpdatedBundleIsUsedAndAnUnusableOneIsNot(CapturedOutput output) {
		this.contextRunner.withPropertyValues(certificates.bundle(keyStore)).run((context) -> {
			DefaultSslBundleRegistry registry = (DefaultSslBundleRegistry) context.getBean(SslBundles.class);
			List<TlsMaterial> updates = new ArrayList<>();
			new ClusterTls(registry, "cluster").onUpdate(updates::add);
			registry.updateBundle("cluster", registry.getBundle("cluster"));
			assertThat(updates).hasSize(1);
			assertThat(own(updates.get(0)).getSubjectX500Principal().getName()).isEqualTo("CN=one");
			registry.updateBundle("cluster", SslBundle.of(SslStoreBundle.NONE));
			assertThat(updates).hasSize(1);
			assertThat(output).contains("cannot be used, the cluster keeps the old ones");
		});
	}

	private static X509Certificate own(TlsMaterial material) {
		return ((X509ExtendedKeyManager) material.keyManagers().get(0)).getCertificateChain("node")[0];
	}

}
