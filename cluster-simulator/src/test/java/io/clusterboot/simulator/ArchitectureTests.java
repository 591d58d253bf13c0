package io.clusterboot.simulator;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which room of the simulator may import which.
 */
class ArchitectureTests {

	private static final String ROOT = "io.clusterboot.simulator.";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.clusterboot.simulator");

	@Test
	void aRoomImportsOnlyLowerRooms() {
		layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("world")
			.definedBy(ROOT + "world..")
			.layer("invariant")
			.definedBy(ROOT + "invariant..")
			.layer("schedule")
			.definedBy(ROOT + "schedule..")
			.layer("run")
			.definedBy(ROOT + "run..")
			.layer("random")
			.definedBy(ROOT + "random..")
			.layer("scenario")
			.definedBy(ROOT + "scenario..")
			.layer("report")
			.definedBy(ROOT + "report..")
			.layer("cli")
			.definedBy(ROOT + "cli..")
			.whereLayer("world")
			.mayNotAccessAnyLayer()
			.whereLayer("schedule")
			.mayNotAccessAnyLayer()
			.whereLayer("invariant")
			.mayOnlyAccessLayers("world")
			.whereLayer("run")
			.mayOnlyAccessLayers("world", "invariant", "schedule")
			.whereLayer("random")
			.mayOnlyAccessLayers("schedule", "world")
			.whereLayer("scenario")
			.mayOnlyAccessLayers("schedule", "random")
			.whereLayer("report")
			.mayOnlyAccessLayers("schedule", "run")
			.check(CLASSES);
	}

	@Test
	void packagesFormNoCircle() {
		slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(CLASSES).allSatisfy(
				(type) -> assertThat(type.getPackage().isAnnotatedWith(NullMarked.class)).as(type.getPackageName())
					.isTrue());
	}

}
