package io.clusterboot.spring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A certificate authority in a directory, made with the JDK's keytool: a key store per
 * node, signed by it, and a trust store that holds it.
 */
public final class Certificates {

	/** The password of all stores. */
	public static final String PASSWORD = "changeit";

	private final Path directory;

	private final String authority;

	/**
	 * Makes an authority.
	 * @param directory where to put the stores
	 * @param authority its name
	 */
	public Certificates(Path directory, String authority) {
		this.directory = directory;
		this.authority = authority;
		keytool("-genkeypair", "-alias", "ca", "-dname", "CN=" + authority, "-ext", "bc:c", "-keystore",
				file(authority + "-ca.p12"));
		keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", file(authority + "-ca.p12"), "-file",
				file(authority + "-ca.crt"));
		keytool("-importcert", "-noprompt", "-alias", "ca", "-file", file(authority + "-ca.crt"), "-keystore",
				trustStore());
	}

	/** The store that trusts this authority. */
	public String trustStore() {
		return file(this.authority + "-trust.p12");
	}

	/** A new store with a key and a certificate for 127.0.0.1. */
	public String keyStore(String node) {
		String store = file(this.authority + "-" + node + ".p12");
		keytool("-genkeypair", "-alias", "node", "-dname", "CN=" + node, "-keystore", store);
		keytool("-certreq", "-alias", "node", "-keystore", store, "-file", store + ".csr");
		keytool("-gencert", "-alias", "ca", "-rfc", "-ext", "san=ip:127.0.0.1,dns:localhost", "-keystore",
				file(this.authority + "-ca.p12"), "-infile", store + ".csr", "-outfile", store + ".crt");
		keytool("-importcert", "-noprompt", "-alias", "ca", "-file", file(this.authority + "-ca.crt"), "-keystore",
				store);
		keytool("-importcert", "-noprompt", "-alias", "node", "-file", store + ".crt", "-keystore", store);
		return store;
	}

	/** The properties of a bundle named "cluster" with a key store of this authority. */
	public String[] bundle(String keyStore) {
		String prefix = "spring.ssl.bundle.jks.cluster.";
		return new String[] { prefix + "keystore.location=file:" + keyStore, prefix + "keystore.password=" + PASSWORD,
				prefix + "truststore.location=file:" + trustStore(), prefix + "truststore.password=" + PASSWORD,
				"cluster.ssl.bundle=cluster" };
	}

	private String file(String name) {
		return this.directory.resolve(name).toString();
	}

	private static void keytool(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(Arrays.asList(arguments));
		if (arguments[0].equals("-genkeypair")) {
			command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
		}
		command.addAll(List.of("-storepass", PASSWORD));
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			try (InputStream output = process.getInputStream()) {
				String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
				if (process.waitFor() != 0) {
					throw new IllegalStateException(text);
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
