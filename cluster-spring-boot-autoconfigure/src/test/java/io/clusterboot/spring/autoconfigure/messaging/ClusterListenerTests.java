package io.clusterboot.spring.autoconfigure.messaging;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.clusterboot.api.Cluster;
import io.clusterboot.api.NodeId;
import io.clusterboot.messaging.Codec;
import io.clusterboot.messaging.Codecs;
import io.clusterboot.messaging.HandlerFailedException;
import io.clusterboot.messaging.IncomingMessage;
import io.clusterboot.messaging.UndeliveredException;
import io.clusterboot.messaging.UndeliveredException.Reason;
import io.clusterboot.spring.messaging.ClusterHeader;
import io.clusterboot.spring.messaging.ClusterListener;
import io.clusterboot.spring.messaging.ClusterTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.samples.clinic.PetClinic;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of what a listener method may look like.
 */
class ClusterListenerTests {

	private static final Duration SOON = Duration.ofSeconds(10);

	private final ApplicationContextRunner node = TwoNodes.runner().withPropertyValues("cluster.roles=shop");

	@Test
	void aListenerMayTakeTheSenderHeadersAndTheWholeMessage() {
		this.node.withUserConfiguration(Curious.class).run((context) -> {
			String self = context.getBean(Cluster.class).self().toString();
			assertThat(context.getBean(ClusterTemplate.class)
				.ask("shop", "curious", "hat", Map.of("colour", "red"), new ParameterizedTypeReference<String>() {
				}, SOON)).succeedsWithin(SOON).isEqualTo("hat red null " + self + " curious");
		});
	}

	@Test
	void aComponentOfASampleInAPackageOfSpringListensAsAnyOther() {
		this.node.withUserConfiguration(PetClinic.class)
			.run((context) -> assertThat(
					context.getBean(ClusterTemplate.class).ask("shop", "pets", "Leo", String.class))
				.succeedsWithin(SOON)
				.isEqualTo("Leo is well"));
	}

	@Test
	void theNameAndTheConcurrencyMayBePlaceholders() {
		this.node.withPropertyValues("app.queue=orders", "app.workers=2")
			.withUserConfiguration(Placeholders.class)
			.run((context) -> {
				ClusterTemplate template = context.getBean(ClusterTemplate.class);
				CompletableFuture<String> first = template.ask("shop", "orders", "1", String.class);
				CompletableFuture<String> second = template.ask("shop", "orders", "2", String.class);
				// each waits until the other one is handled, too
				assertThat(first).succeedsWithin(SOON).isEqualTo("1");
				assertThat(second).succeedsWithin(SOON).isEqualTo("2");
			});
	}

	@Test
	void aListenerMayAnswerLaterOrWithAList() {
		this.node.withUserConfiguration(Answers.class).run((context) -> {
			ClusterTemplate template = context.getBean(ClusterTemplate.class);
			assertThat(template.ask("shop", "later", "x", String.class)).succeedsWithin(SOON).isEqualTo("later x");
			assertThat(template.ask("shop", "list", "x", new ParameterizedTypeReference<List<Item>>() {
			})).succeedsWithin(SOON).isEqualTo(List.of(new Item("x", 1), new Item("x", 2)));
			assertThat(template.ask("shop", "flux", "x", new ParameterizedTypeReference<List<Item>>() {
			})).succeedsWithin(SOON).isEqualTo(List.of(new Item("x", 1), new Item("x", 2)));
			assertThat(template.ask("shop", "nothing", "x", String.class)).succeedsWithin(SOON).isNull();
		});
	}

	@Test
	void whatFailsLaterReachesTheAskerToo() {
		this.node.withUserConfiguration(Answers.class)
			.run((context) -> assertThat(context.getBean(ClusterTemplate.class).ask("shop", "later", "", String.class))
				.failsWithin(SOON)
				.withThrowableOfType(ExecutionException.class)
				.havingCause()
				.isInstanceOf(HandlerFailedException.class)
				.withMessage("nothing to say"));
	}

	@Test
	void aPayloadThatNoMethodTakesIsRefusedWithWhatTheyTake() {
		this.node.withUserConfiguration(Curious.class)
			.run((context) -> assertThat(
					context.getBean(ClusterTemplate.class).ask("shop", "curious", new Item("hat", 1), String.class))
				.failsWithin(SOON)
				.withThrowableOfType(ExecutionException.class)
				.havingCause()
				.isInstanceOf(UndeliveredException.class)
				.withMessageContaining("[String] and not 'Item'")
				.satisfies((failure) -> assertThat(((UndeliveredException) failure).reason())
					.isEqualTo(Reason.UNKNOWN_TYPE)));
	}

	@Test
	void twoMethodsOfOneNameMustTakeDifferentTypes() {
		this.node.withUserConfiguration(Twice.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("Two @ClusterListener methods named 'twice' take a 'String'"));
	}

	@Test
	void aMethodWithoutAPayloadStopsTheStart() {
		this.node.withUserConfiguration(Empty.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("has no parameter for the payload"));
	}

	@Test
	void withoutJacksonARecordHasNoCodec() {
		this.node.withClassLoader(new FilteredClassLoader(JsonMapper.class)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(Codec.class);
			assertThat(context.getBean(ClusterTemplate.class).ask("shop", "list", new Item("x", 1), String.class))
				.failsWithin(SOON)
				.withThrowableOfType(ExecutionException.class)
				.havingCause()
				.withMessageContaining("No codec for " + Item.class.getName());
		});
	}

	@Test
	void aCodecOfTheUserComesBeforeJson() {
		this.node.withUserConfiguration(Curious.class)
			.withBean(Codec.class, ItemCodec::new)
			.run((context) -> assertThat(context.getBean(Codecs.class).of(Item.class)).isInstanceOf(ItemCodec.class));
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void listenersRunOnVirtualThreadsWhenBootDoes() {
		this.node.withPropertyValues("spring.threads.virtual.enabled=true")
			.withUserConfiguration(Threads.class)
			.run((context) -> assertThat(
					context.getBean(ClusterTemplate.class).ask("shop", "thread", "x", String.class))
				.succeedsWithin(SOON)
				.asString()
				.startsWith("VirtualThread"));
	}

	record Item(String name, int number) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Curious {

		@ClusterListener("curious")
		String curious(@ClusterHeader("colour") String colour, String payload, NodeId sender,
				@ClusterHeader("size") @Nullable String size, IncomingMessage message) {
			return payload + " " + colour + " " + size + " " + sender + " " + message.handler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Placeholders {

		private final CountDownLatch both = new CountDownLatch(2);

		@ClusterListener(value = "${app.queue}", concurrency = "${app.workers}")
		String order(String order) throws InterruptedException {
			this.both.countDown();
			if (!this.both.await(5, TimeUnit.SECONDS)) {
				throw new IllegalStateException("the other one is not handled at the same time");
			}
			return order;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Answers {

		@ClusterListener("later")
		CompletableFuture<String> later(String text) {
			return CompletableFuture.supplyAsync(() -> {
				if (text.isEmpty()) {
					throw new IllegalArgumentException("nothing to say");
				}
				return "later " + text;
			});
		}

		@ClusterListener("list")
		List<Item> list(String name) {
			return List.of(new Item(name, 1), new Item(name, 2));
		}

		@ClusterListener("flux")
		Flux<Item> flux(String name) {
			return Flux.range(1, 2).map((number) -> new Item(name, number));
		}

		@ClusterListener("nothing")
		void nothing(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Twice {

		@ClusterListener("twice")
		void first(String text) {
		}

		@ClusterListener("twice")
		void second(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Empty {

		@ClusterListener("empty")
		void empty(NodeId sender) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Threads {

		@ClusterListener("thread")
		String thread(String text) {
			return Thread.currentThread().toString();
		}

	}

	private static final class ItemCodec implements Codec {

		@Override
		public boolean supports(Type type) {
			return type == Item.class;
		}

		@Override
		public byte[] encode(Object payload) {
			return ((Item) payload).name().getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public Object decode(byte[] bytes, Type type) {
			return new Item(new String(bytes, StandardCharsets.UTF_8), 0);
		}

	}

}
