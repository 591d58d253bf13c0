package io.clusterboot.benchmarks.application;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A small web application that tells on its standard output what its start took and, for
 * each line on its standard input, what it holds. It ends when its input does, so that it
 * does not outlive who started it.
 */
@SpringBootApplication
public class StartApplication {

	/**
	 * Starts the application.
	 * @param args the arguments, as Spring Boot takes them
	 * @throws IOException if the input cannot be read
	 */
	public static void main(String[] args) throws IOException {
		try (ConfigurableApplicationContext context = SpringApplication.run(StartApplication.class, args)) {
			System.out.println(Report.ofStart());
			BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			while (requests.readLine() != null) {
				System.out.println(Report.ofHoldings());
			}
		}
	}

}
