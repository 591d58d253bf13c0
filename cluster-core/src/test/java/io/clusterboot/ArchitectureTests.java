package io.clusterboot;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every class of the engine: which room may import which, and that the
 * protocol stays a pure function of its inputs, so that a simulation can replay it from a
 * seed.
 */
class ArchitectureTests {

	/** The messages on the wire, generated from the protobuf sources. */
	private static final String WIRE = "v1";

	/** No thread, clock, input, output or randomness of their own. */
	private static final String[] PROTOCOL = Stream
		.of("api", "state", "overlay", "detection", "agreement", "downing", "joining", "gossip", "node")
		.map((room) -> "io.clusterboot." + room + "..")
		.toArray(String[]::new);

	private static final JavaClasses ENGINE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.clusterboot");

	private static final JavaClasses WRITTEN = ENGINE.that(not(resideInAPackage("io.clusterboot." + WIRE + "..")));

	@Test
	void aRoomImportsOnlyTheRoomsOfItsRow() {
		Map<String, String[]> rooms = new LinkedHashMap<>();
		rooms.put(WIRE, row());
		rooms.put("api", row());
		rooms.put("state", row("api"));
		rooms.put("overlay", row("api", "state"));
		rooms.put("detection", row("api", "state", "overlay"));
		rooms.put("agreement", row("api", "state"));
		rooms.put("downing", row("api", "state"));
		rooms.put("joining", row("api", "state"));
		rooms.put("gossip", row("api", "state", "overlay"));
		rooms.put("node", row("api", "state", "overlay", "detection", "agreement", "downing", "joining", "gossip"));
		rooms.put("transport", row("api", "state", "joining", "gossip", "node"));
		rooms.put("transport.grpc", row(WIRE, "api", "state", "joining", "gossip", "node", "transport"));
		rooms.put("runtime", row("api", "state", "overlay", "detection", "agreement", "downing", "joining", "gossip",
				"node", "transport"));
		rooms.put("messaging", row("api", "transport"));
		rooms.put("routing", row("api", "transport", "messaging"));
		rooms.put("load", row("api"));
		rooms.put("resolver", row("api"));
		LayeredArchitecture table = layeredArchitecture().consideringOnlyDependenciesInLayers()
			.withOptionalLayers(true);
		for (String room : rooms.keySet()) {
			String ownPackage = "io.clusterboot." + room;
			table = table.layer(room).definedBy(room.equals("transport") ? ownPackage : ownPackage + "..");
		}
		for (Map.Entry<String, String[]> room : rooms.entrySet()) {
			LayeredArchitecture.LayerDependencySpecification imports = table.whereLayer(room.getKey());
			table = (room.getValue().length == 0) ? imports.mayNotAccessAnyLayer()
					: imports.mayOnlyAccessLayers(room.getValue());
		}
		table.ensureAllClassesAreContainedInArchitectureIgnoring("io.clusterboot").check(ENGINE);
	}

	@Test
	void packagesFormNoCircle() {
		check(slices().matching("io.clusterboot.(**)").should().beFreeOfCycles());
	}

	@Test
	void theProtocolHasNoThreadFileSocketOrLog() {
		check(noProtocolClass().dependOnClassesThat(resideInAnyPackage("java.io..", "java.net..", "java.nio.channels..",
				"java.nio.file..", "org.slf4j..", "io.grpc..", "io.netty..", "com.google.protobuf..")
			.or(belongToAnyOf(Thread.class, ThreadLocal.class, Timer.class))));
	}

	@Test
	void onlyTheFacadeOfTheProtocolKnowsFutures() {
		DescribedPredicate<JavaClass> concurrency = resideInAPackage("java.util.concurrent..");
		check(noClasses().that()
			.resideInAnyPackage(PROTOCOL)
			.and()
			.resideOutsideOfPackage("io.clusterboot.api")
			.should()
			.dependOnClassesThat(concurrency));
		check(noClasses().that()
			.resideInAPackage("io.clusterboot.api")
			.should()
			.dependOnClassesThat(concurrency
				.and(not(belongToAnyOf(CompletableFuture.class, CompletionStage.class, Executor.class)))));
	}

	@Test
	void theProtocolIsToldTheTime() {
		check(noProtocolClass().dependOnClassesThat(assignableTo(Clock.class)));
		check(noProtocolClass().accessTargetWhere(member(resideInAPackage("java.time.."), "now")));
		check(noProtocolClass()
			.accessTargetWhere(member(belongToAnyOf(System.class), "currentTimeMillis", "nanoTime")));
	}

	@Test
	void theProtocolReadsNoEnvironment() {
		check(noProtocolClass().accessTargetWhere(
				member(belongToAnyOf(System.class), "getenv", "getProperty", "getProperties", "in", "out", "err")));
	}

	@Test
	void theProtocolIsGivenItsRandomness() {
		check(noProtocolClass().accessTargetWhere(
				member(assignableTo(RandomGenerator.class), JavaConstructor.CONSTRUCTOR_NAME, "of", "getDefault")));
		check(noProtocolClass().dependOnClassesThat(belongToAnyOf(RandomGeneratorFactory.class, SecureRandom.class)));
		check(noProtocolClass().accessTargetWhere(member(belongToAnyOf(Math.class, StrictMath.class), "random")));
		check(noProtocolClass().accessTargetWhere(member(belongToAnyOf(UUID.class), "randomUUID")));
		check(noProtocolClass().accessTargetWhere(describe("shuffles with randomness of its own",
				(access) -> access.getTarget().getFullName().equals("java.util.Collections.shuffle(java.util.List)"))));
	}

	@Test
	void nothingIsSerializedByJava() {
		check(noClasses().should()
			.dependOnClassesThat(assignableTo(ObjectInputStream.class).or(assignableTo(ObjectOutputStream.class))));
	}

	@Test
	void namesSayWhatATypeIs() {
		noClasses().should()
			.haveNameMatching(".*(Manager|Helper|Utils?|Impl|Base)")
			.allowEmptyShould(true)
			.check(WRITTEN);
	}

	@Test
	void everyPackageIsNullMarked() {
		List<String> unmarked = new ArrayList<>();
		for (JavaClass type : WRITTEN) {
			if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
				unmarked.add(type.getName());
			}
		}
		assertThat(unmarked).as("in a package without a @NullMarked package-info.java").isEmpty();
	}

	private static String[] row(String... rooms) {
		return rooms;
	}

	private static ClassesShould noProtocolClass() {
		return noClasses().that().resideInAnyPackage(PROTOCOL).should();
	}

	private static DescribedPredicate<JavaAccess<?>> member(DescribedPredicate<JavaClass> owner, String... names) {
		Set<String> members = Set.of(names);
		return describe(String.join(", ", names) + " of types that " + owner.getDescription(),
				(access) -> owner.test(access.getTargetOwner()) && members.contains(access.getName()));
	}

	private static void check(ArchRule rule) {
		rule.allowEmptyShould(true).check(ENGINE);
	}

}
