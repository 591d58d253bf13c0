package io.clusterboot.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import io.clusterboot.api.Cluster;
import io.clusterboot.api.ClusterState;
import io.clusterboot.sample.ThreeNodeDemo.Node;
import io.clusterboot.sample.page.Chromium;
import io.clusterboot.sample.process.Ports;
import io.clusterboot.sample.quotes.Pricing;
import io.clusterboot.sample.quotes.Quote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The demo as its viewer has it: three nodes in one JVM, and the page in a real browser.
 */
class ThreeNodeDemoTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final LocatorAssertions.HasCountOptions SOON = new LocatorAssertions.HasCountOptions()
		.setTimeout(PATIENCE.toMillis());

	private static final LocatorAssertions.HasTextOptions PATIENTLY = new LocatorAssertions.HasTextOptions()
		.setTimeout(PATIENCE.toMillis());

	/** A rate below 2 a second. */
	private static final Pattern FEW = Pattern.compile("^(0|[01]\\.\\d)$");

	@RegisterExtension
	static final Chromium chromium = new Chromium();

	/**
	 * Names the file for the README's picture, which shows the ports that a reader has.
	 */
	private static final String PICTURE = System.getProperty("screenshot");

	private final List<Node> nodes = (PICTURE != null) ? ThreeNodeDemo.NODES
			: List.of(node("web"), node("web,pricing"), node("web,pricing"));

	private List<ConfigurableApplicationContext> contexts;

	@BeforeEach
	void start() {
		this.contexts = ThreeNodeDemo.start(this.nodes);
		await().atMost(PATIENCE).until(() -> this.contexts.stream().allMatch((context) -> isComplete(context, 3)));
	}

	@AfterEach
	void close() {
		chromium.closePage();
		this.contexts.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void thePageShowsThreeMembersOfWhichOneLeavesWithoutReload() {
		Page page = chromium.open();
		page.navigate("http://localhost:" + this.nodes.get(0).httpPort() + "/");
		assertThat(members(page)).hasCount(3, SOON);
		assertThat(page.locator("#nodes [data-status=UP]")).hasCount(3);
		assertThat(page.locator("#nodes [data-leader]")).hasCount(1);
		assertThat(page.locator("#agreement")).hasText("agreed");
		assertThat(page.locator("#events")).containsText(this.nodes.get(2).address() + " is UP");

		page.evaluate("() => window.notReloaded = true");
		this.contexts.get(2).close();
		assertThat(members(page)).hasCount(2, SOON);
		String left = this.nodes.get(2).address();
		Locator events = page.locator("#events li").filter(new Locator.FilterOptions().setHasText(left));
		assertThat(events.first()).containsText(left + " is removed, was EXITING");
		assertThat(events.nth(1)).containsText(left + " is EXITING");
		assertThat(events.nth(2)).containsText(left + " is LEAVING");
		assertThat(page.locator("#agreement")).hasText("agreed");
		assertThat(page.locator("#count")).hasText("2 of 2 up");
		assertThat(page.evaluate("() => window.notReloaded")).isEqualTo(true);
	}

	@Test
	void anyNodeIsAskedForAQuoteAndThePageShowsTheTraffic() {
		Page page = chromium.open(new NewContextOptions().setViewportSize(1440, 1390)
			.setDeviceScaleFactor(1)
			.setReducedMotion(ReducedMotion.REDUCE));
		page.navigate("http://localhost:" + this.nodes.get(0).httpPort() + "/");
		assertThat(members(page)).hasCount(3, SOON);
		page.locator("#symbol").fill("ACME");
		page.locator("#symbol").press("Enter");
		Quote quote = this.contexts.get(0).getBean(Pricing.class).quote("ACME");
		assertThat(quote.servedBy()).isIn(this.nodes.get(1).address(), this.nodes.get(2).address());
		assertThat(this.contexts)
			.allSatisfy((context) -> assertThat(context.getBean(Pricing.class).quote("ACME")).isEqualTo(quote));
		assertThat(page.locator("#quote"))
			.hasText("ACME costs %s, says %s.".formatted(quote.price(), quote.servedBy()));
		assertThat(page.locator("#served li")).hasText(quote.servedBy() + "1 quote");

		page.getByLabel("steadily, 20 a second").check();
		for (Node pricing : this.nodes.subList(1, 3)) {
			assertThat(rate(page, this.nodes.get(0), pricing)).not().hasText(FEW, PATIENTLY);
			assertThat(rate(page, pricing, this.nodes.get(0))).not().hasText(FEW, PATIENTLY);
		}
		assertThat(page.locator("#served li")).hasCount(2);
		assertThat(page.locator("#links .link[data-busy]")).not().hasCount(0);
		screenshot(page);
		page.getByLabel("steadily, 20 a second").uncheck();
		// what is left is the page's own question, one a second
		assertThat(rate(page, this.nodes.get(0), this.nodes.get(1))).hasText(FEW, PATIENTLY);
	}

	@Test
	void aQuoteWithoutAnyoneToServeItIsAProblemInWords() {
		this.contexts.get(1).close();
		this.contexts.get(2).close();
		Page page = chromium.open();
		page.navigate("http://localhost:" + this.nodes.get(0).httpPort() + "/");
		page.locator("#symbol").press("Enter");
		assertThat(page.locator("#quote[data-failed]")).containsText("No member with the role pricing answered",
				new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis()));
		chromium.forgiveErrors();
	}

	@Test
	void thePageComesBackWhenItsNodeDoes() {
		Page page = chromium.open();
		page.navigate("http://localhost:" + this.nodes.get(2).httpPort() + "/");
		assertThat(members(page)).hasCount(3, SOON);
		this.contexts.get(2).close();
		assertThat(page.locator("#connection")).hasAttribute("data-state", "lost");
		ConfigurableApplicationContext again = ThreeNodeDemo.start(this.nodes, this.nodes.get(2));
		try {
			assertThat(page.locator("#connection")).hasAttribute("data-state", "live",
					new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE.toMillis()));
			assertThat(page.locator("#count")).hasText("3 of 3 up",
					new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE.toMillis()));
			chromium.forgiveErrors();
		}
		finally {
			again.close();
		}
	}

	@Test
	void closingAllOfThemInAnyOrderTakesNoTimeout() {
		long start = System.nanoTime();
		this.contexts.forEach(ConfigurableApplicationContext::close);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
	}

	private static boolean isComplete(ConfigurableApplicationContext context, int size) {
		ClusterState state = context.getBean(Cluster.class).state();
		return state.agreed() && state.members().size() == size;
	}

	private static void screenshot(Page page) {
		Path target = Path.of((PICTURE != null) ? PICTURE : "target/page.png");
		page.screenshot(new ScreenshotOptions().setPath(target));
	}

	/**
	 * The cell of the table that says how many messages a second go from one to another.
	 */
	private static Locator rate(Page page, Node from, Node to) {
		Locator row = page.locator("#traffic tbody tr")
			.filter(new Locator.FilterOptions()
				.setHas(page.getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName(from.address()))))
			.filter(new Locator.FilterOptions()
				.setHas(page.locator("td:nth-child(2)", new Page.LocatorOptions().setHasText(to.address()))));
		return row.locator("td:nth-child(3)");
	}

	private static Locator members(Page page) {
		return page.locator("#nodes .node:not([data-gone])");
	}

	private static Node node(String roles) {
		return new Node(Ports.free(), Ports.free(), roles);
	}

}
