package io.clusterboot.sample.page;

import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.clusterboot.api.ClusterState;
import io.clusterboot.api.Member;
import io.clusterboot.api.MemberEvent.MemberRemoved;
import io.clusterboot.api.MemberEvent.MemberUp;
import io.clusterboot.api.MemberStatus;
import io.clusterboot.sample.SampleApplication;
import io.clusterboot.spring.event.ClusterEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in a real browser, over a cluster that is in whatever state a test wants.
 */
@SpringBootTest(classes = { SampleApplication.class, ClusterPageTests.Fake.class },
		webEnvironment = WebEnvironment.RANDOM_PORT, properties = "cluster.enabled=false")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class ClusterPageTests {

	@RegisterExtension
	static final Chromium chromium = new Chromium();

	@Autowired
	private FakeCluster cluster;

	@Autowired
	private ApplicationEventPublisher events;

	@LocalServerPort
	private int port;

	@BeforeEach
	void threeMembers() {
		this.cluster.put(7001, MemberStatus.UP, "web");
		this.cluster.put(7002, MemberStatus.UP, "web", "worker");
		this.cluster.put(7003, MemberStatus.UP, "worker");
	}

	@Test
	void aNodeOutsideAnyClusterSaysWhy() {
		Page page = open();
		assertThat(page.locator("#agreement")).hasText("not in a cluster");
		assertThat(page.locator("#blocked")).hasText("no seed answered yet");
		assertThat(page.locator("#leader")).hasText("no leader");
		assertThat(page.locator("#details")).containsText("not a member of a cluster");
		assertThat(nodes(page)).hasCount(0);
	}

	@Test
	void theRingShowsStatusRolesLeaderAndSelf() {
		this.cluster.publish();
		Page page = open();
		assertThat(page).hasTitle("shop: 3 of 3 up");
		assertThat(nodes(page)).hasCount(3);
		assertThat(page.locator("#nodes [data-status=UP]")).hasCount(3);
		assertThat(page.locator("#nodes [data-leader]")).hasCount(1);
		assertThat(page.locator("#nodes [data-leader] .crown")).isVisible();
		assertThat(page.locator("#nodes [data-self] .address")).hasText("127.0.0.1:7001");
		assertThat(node(page, 7002).locator(".roles")).hasText("web · worker");
		assertThat(page.locator("#agreement")).hasText("agreed");
		assertThat(page.locator("#connection")).hasText("live");
		assertThat(page.locator("#blocked")).isHidden();
	}

	@Test
	void everyStatusHasItsWordAndItsColour() {
		this.cluster.put(7004, MemberStatus.JOINING);
		this.cluster.put(7005, MemberStatus.WEAKLY_UP);
		this.cluster.put(7006, MemberStatus.LEAVING);
		this.cluster.put(7007, MemberStatus.EXITING);
		this.cluster.put(7008, MemberStatus.DOWN);
		this.cluster.publish();
		Page page = open();
		assertThat(nodes(page)).hasCount(8);
		assertThat(node(page, 7004).locator(".word")).hasText("JOIN");
		assertThat(node(page, 7005).locator(".word")).hasText("WEAK");
		assertThat(node(page, 7006).locator(".word")).hasText("LEAVE");
		assertThat(node(page, 7007).locator(".word")).hasText("EXIT");
		assertThat(node(page, 7008).locator(".word")).hasText("DOWN");
		Object colours = page.evaluate("() => new Set([...document.querySelectorAll('#nodes .disc')]"
				+ ".map((disc) => getComputedStyle(disc).fill)).size");
		assertThat(colours).isEqualTo(6);
	}

	@Test
	void anUnreachableMemberIsMarkedWithItsEvidence() {
		this.cluster.unreachable(7003);
		this.cluster.blockedBy("127.0.0.1:7003 is unreachable (CRASHED)");
		this.cluster.publish();
		Page page = open();
		assertThat(page.locator("#nodes [data-unreachable]")).hasCount(1);
		assertThat(node(page, 7003).locator(".warning")).hasText("unreachable: CRASHED");
		assertThat(page.locator("#agreement")).hasText("not agreed");
		assertThat(page.locator("#blocked")).hasText("127.0.0.1:7003 is unreachable (CRASHED)");
		assertThat(page.locator("#members tbody tr").nth(2)).containsText("no, CRASHED, says 127.0.0.1:7001");
		assertThat(page.locator("#count")).hasText("2 of 3 up");
	}

	@Test
	void changesAndEventsArriveWithoutReload() {
		this.cluster.publish();
		Page page = open();
		assertThat(nodes(page)).hasCount(3);
		page.evaluate("() => window.notReloaded = true");
		Member removed = this.cluster.remove(7003);
		ClusterState state = this.cluster.publish();
		publish(new MemberRemoved(removed, MemberStatus.EXITING, state));
		assertThat(nodes(page)).hasCount(2);
		assertThat(page.locator("#members tbody tr")).hasCount(2);
		assertThat(page.locator("#events li").first()).containsText("127.0.0.1:7003 is removed, was EXITING");
		assertThat(page.evaluate("() => window.notReloaded")).isEqualTo(true);
	}

	@Test
	void theNewestEventStandsFirstAndTheListIsBounded() {
		ClusterState state = this.cluster.publish();
		Member member = state.members().get(0);
		for (int i = 0; i < EventJournal.CAPACITY + 5; i++) {
			publish(new MemberUp(member, MemberStatus.JOINING, state));
		}
		Page page = open();
		assertThat(page.locator("#events li")).hasCount(EventJournal.CAPACITY);
	}

	@Test
	void theKeyboardReachesEveryMember() {
		this.cluster.publish();
		Page page = open();
		assertThat(nodes(page)).hasCount(3);
		node(page, 7001).focus();
		page.keyboard().press("ArrowRight");
		assertThat(node(page, 7002)).isFocused();
		assertThat(page.locator("#details")).containsText("127.0.0.1:7002");
		page.keyboard().press("Enter");
		this.cluster.put(7004, MemberStatus.JOINING);
		this.cluster.publish();
		assertThat(nodes(page)).hasCount(4);
		assertThat(node(page, 7002)).isFocused();
		assertThat(page.locator("#details")).containsText("127.0.0.1:7002");
		assertThat(page.locator("#details a")).hasAttribute("href", Pattern.compile("http://127\\.0\\.0\\.1:8002/"));
	}

	@Test
	void theTableSaysTheSameInWords() {
		this.cluster.publish();
		Page page = open();
		Locator rows = page.locator("#members tbody tr");
		assertThat(rows).hasCount(3);
		assertThat(rows.nth(0)).containsText("this node, leader, oldest");
		assertThat(rows.nth(1)).containsText("worker (leads)");
		assertThat(page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Members").setExact(true)))
			.hasCount(1);
		assertThat(page.getByRole(AriaRole.LISTITEM, new Page.GetByRoleOptions()
			.setName(Pattern.compile("127\\.0\\.0\\.1:7001, up, this node, leader, .*")))).hasCount(1);
	}

	@Test
	void darkAndLightFollowTheSystemAndTheButton() {
		this.cluster.publish();
		Page page = chromium.open(new NewContextOptions().setColorScheme(ColorScheme.DARK));
		page.navigate("http://localhost:" + this.port + "/");
		Locator body = page.locator("body");
		assertThat(body).hasCSS("background-color", "rgb(11, 16, 28)");
		page.locator("#theme").click();
		assertThat(body).hasCSS("background-color", "rgb(243, 245, 250)");
		page.reload();
		assertThat(body).hasCSS("background-color", "rgb(243, 245, 250)");
	}

	@Test
	void aNarrowScreenHasNoHorizontalScrolling() {
		this.cluster.publish();
		Page page = chromium.open(new NewContextOptions().setViewportSize(390, 844));
		page.navigate("http://localhost:" + this.port + "/");
		assertThat(nodes(page)).hasCount(3);
		Object overflow = page.evaluate("() => document.documentElement.scrollWidth - innerWidth");
		assertThat((Integer) overflow).isLessThanOrEqualTo(0);
	}

	@Test
	void theFeedOfAnAbandonedPageIsCleanedUp(@Autowired LiveFeed feed) {
		this.cluster.publish();
		Page page = open();
		assertThat(nodes(page)).hasCount(3);
		assertThat(feed.openBrowsers()).isEqualTo(1);
		page.navigate("about:blank");
		page.navigate("http://localhost:" + this.port + "/");
		assertThat(nodes(page)).hasCount(3);
		page.waitForCondition(() -> feed.openBrowsers() == 1);
	}

	private void publish(io.clusterboot.api.ClusterEvent event) {
		this.events.publishEvent(ClusterEvent.of(this.cluster, event));
	}

	private Page open() {
		Page page = chromium.open();
		page.navigate("http://localhost:" + this.port + "/");
		assertThat(page.locator("#connection")).hasText("live");
		return page;
	}

	private static Locator nodes(Page page) {
		return page.locator("#nodes .node:not([data-gone])");
	}

	private static Locator node(Page page, int nodePort) {
		return page.locator("#nodes .node[data-id^='127.0.0.1:" + nodePort + "#']");
	}

	static class Fake {

		@Bean
		FakeCluster cluster() {
			return new FakeCluster();
		}

	}

}
