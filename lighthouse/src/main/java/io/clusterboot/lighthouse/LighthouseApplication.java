package io.clusterboot.lighthouse;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A node that is only a seed: the fixed address that other members join through. Without
 * a web server, unless {@code server.port} is set.
 */
@SpringBootApplication
public class LighthouseApplication {

	public static void main(String[] args) {
		SpringApplication.run(LighthouseApplication.class, args);
	}

}
