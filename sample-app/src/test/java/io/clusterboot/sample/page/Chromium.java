package io.clusterboot.sample.page;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real browser for a test class; the tests are skipped where there is none. After each
 * test it is checked that the pages wrote no error to the console and asked no host but
 * the own one for anything.
 */
public final class Chromium implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private static final Path EXECUTABLE = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));

	private static final List<String> FLAGS = List.of("--headless", "--no-sandbox", "--disable-gpu",
			"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run");

	private final List<String> errors = new CopyOnWriteArrayList<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private Playwright playwright;

	private com.microsoft.playwright.Browser browser;

	private BrowserContext context;

	/**
	 * Opens a page in a fresh context: no cookies, no storage, no cache.
	 * @param options size and colours of the page
	 * @return the page
	 */
	public Page open(NewContextOptions options) {
		closeContext();
		this.context = this.browser.newContext(options);
		Page page = this.context.newPage();
		page.onConsoleMessage((message) -> {
			if (message.type().equals("error") || message.type().equals("warning")) {
				this.errors.add(message.text());
			}
		});
		page.onPageError(this.errors::add);
		page.onRequest((request) -> this.requests.add(request.url()));
		return page;
	}

	/**
	 * Opens a page of a usual size.
	 * @return the page
	 */
	public Page open() {
		return open(new NewContextOptions().setViewportSize(1440, 1000));
	}

	/** Forgives the errors so far: those of a server that the test stopped. */
	public void forgiveErrors() {
		this.errors.clear();
	}

	/** Closes the page: before its server, which it would look for. */
	public void closePage() {
		closeContext();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		Assumptions.assumeTrue(Files.isExecutable(EXECUTABLE), () -> "The page is not tested: there is no " + EXECUTABLE
				+ " (apt-get install chromium, or name another with -Dchromium=)");
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new LaunchOptions().setExecutablePath(EXECUTABLE).setArgs(FLAGS));
	}

	@Override
	public void afterEach(ExtensionContext context) {
		closeContext();
		List<String> seenErrors = List.copyOf(this.errors);
		List<String> seenRequests = List.copyOf(this.requests);
		this.errors.clear();
		this.requests.clear();
		if (context.getExecutionException().isEmpty()) {
			assertThat(seenErrors).as("errors in the console").isEmpty();
			assertThat(seenRequests).as("requests")
				.allSatisfy((url) -> assertThat(URI.create(url).getHost()).isEqualTo("localhost"));
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.playwright != null) {
			this.playwright.close();
		}
	}

	private void closeContext() {
		if (this.context != null) {
			this.context.close();
			this.context = null;
		}
	}

}
