package io.clusterboot.sample.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority in a directory, made with the JDK's keytool. Writes the
 * certificate and the key of a node as PEM files, which it replaces by new ones when it
 * is asked again.
 */
final class Authority {

	private static final String PASSWORD = "changeit";

	private final Path directory;

	private int serial;

	Authority(Path directory) {
		this.directory = directory;
		keytool("-genkeypair", "-alias", "ca", "-dname", "CN=authority", "-ext", "bc:c", "-keystore", file("ca.p12"));
		keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", file("ca.p12"), "-file", file("ca.crt"));
	}

	/**
	 * Makes a new key and certificate for a node at 127.0.0.1.
	 * @param node its name
	 * @return the store of both
	 */
	KeyStore issue(String node) {
		String store = file(node + "-" + this.serial++ + ".p12");
		keytool("-genkeypair", "-alias", "node", "-dname", "CN=" + node, "-keystore", store);
		keytool("-certreq", "-alias", "node", "-keystore", store, "-file", store + ".csr");
		keytool("-gencert", "-alias", "ca", "-rfc", "-ext", "san=ip:127.0.0.1", "-keystore", file("ca.p12"), "-infile",
				store + ".csr", "-outfile", store + ".crt");
		keytool("-importcert", "-noprompt", "-alias", "ca", "-file", file("ca.crt"), "-keystore", store);
		keytool("-importcert", "-noprompt", "-alias", "node", "-file", store + ".crt", "-keystore", store);
		return load(Path.of(store));
	}

	/**
	 * Puts the key and the certificate where a node looks for them.
	 * @param node the node's name
	 * @param store both
	 */
	void install(String node, KeyStore store) {
		try {
			write(node + ".key", "PRIVATE KEY", store.getKey("node", PASSWORD.toCharArray()).getEncoded());
			write(node + ".crt", "CERTIFICATE", store.getCertificate("node").getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The arguments that make a node use its files, and look for new ones.
	 * @param node the node's name
	 * @return the arguments
	 */
	String[] arguments(String node) {
		String bundle = "--spring.ssl.bundle.pem.cluster.";
		return new String[] { bundle + "reload-on-update=true",
				bundle + "keystore.certificate=file:" + file(node + ".crt"),
				bundle + "keystore.private-key=file:" + file(node + ".key"),
				bundle + "truststore.certificate=file:" + file("ca.crt"),
				"--spring.ssl.bundle.watch.file.quiet-period=1s", "--cluster.ssl.bundle=cluster" };
	}

	private void write(String name, String type, byte[] content) {
		String text = "-----BEGIN " + type + "-----\n"
				+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content) + "\n-----END " + type
				+ "-----\n";
		try {
			Files.writeString(this.directory.resolve(name), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static KeyStore load(Path file) {
		try (InputStream content = Files.newInputStream(file)) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(content, PASSWORD.toCharArray());
			return store;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static char[] password() {
		return PASSWORD.toCharArray();
	}

	private String file(String name) {
		return this.directory.resolve(name).toAbsolutePath().toString();
	}

	private static void keytool(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		if (arguments[0].equals("-genkeypair")) {
			command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
		}
		command.addAll(List.of("-storepass", PASSWORD));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (process.waitFor() != 0) {
				throw new IllegalStateException(output);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
