package io.clusterboot.transport.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority for tests, made with the keytool of the JDK.
 */
public final class Authority {

	private static final String PASSWORD = "changeit";

	private final Path directory;

	private int issued;

	/**
	 * Creates an authority.
	 * @param directory an empty directory
	 */
	public Authority(Path directory) {
		this.directory = directory;
		keytool("ca", "-alias", "ca", "-dname", "CN=authority", "-ext", "bc:c=ca:true");
	}

	/**
	 * Issues a certificate.
	 * @param alternativeName as keytool has it, {@code ip:127.0.0.1} or {@code dns:host}
	 * @return the certificate, its key, and this authority as the only one to trust
	 */
	public TlsMaterial issue(String alternativeName) {
		try {
			this.issued++;
			String name = "node" + this.issued;
			Files.copy(store("ca"), store(name));
			keytool(name, "-alias", name, "-signer", "ca", "-dname", "CN=127.0.0.1", "-ext", "san=" + alternativeName);
			KeyStore all = load(name);
			KeyStore keys = KeyStore.getInstance("PKCS12");
			keys.load(null, null);
			keys.setKeyEntry(name, all.getKey(name, PASSWORD.toCharArray()), PASSWORD.toCharArray(),
					all.getCertificateChain(name));
			KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
			keyManagers.init(keys, PASSWORD.toCharArray());
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry("ca", all.getCertificate("ca"));
			TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
			trustManagers.init(trusted);
			return new TlsMaterial(List.of(keyManagers.getKeyManagers()), List.of(trustManagers.getTrustManagers()));
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new AssertionError(ex);
		}
	}

	private KeyStore load(String name) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store(name))) {
			store.load(in, PASSWORD.toCharArray());
		}
		return store;
	}

	private Path store(String name) {
		return this.directory.resolve(name + ".p12");
	}

	private void keytool(String store, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of("-genkeypair", "-keystore", store(store).toString(), "-storepass", PASSWORD,
				"-storetype", "PKCS12", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "30"));
		command.addAll(List.of(arguments));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes());
			if (process.waitFor() != 0) {
				throw new AssertionError(output);
			}
		}
		catch (IOException | InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

}
