package io.clusterboot.spring;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every class of the Spring side.
 */
class ArchitectureTests {

	private static final JavaClasses SPRING_SIDE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.clusterboot.spring");

	@Test
	void packagesFormNoCircle() {
		slices().matching("io.clusterboot.spring.(**)")
			.should()
			.beFreeOfCycles()
			.allowEmptyShould(true)
			.check(SPRING_SIDE);
	}

	@Test
	void nothingOfTheWireIsSeen() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.clusterboot.v1..", "com.google.protobuf..")
			.check(SPRING_SIDE);
	}

	@Test
	void nothingIsSerializedByJava() {
		noClasses().should()
			.dependOnClassesThat(assignableTo(ObjectInputStream.class).or(assignableTo(ObjectOutputStream.class)))
			.check(SPRING_SIDE);
	}

	@Test
	void namesSayWhatATypeIs() {
		noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl|Base)").check(SPRING_SIDE);
	}

	@Test
	void everyPackageIsNullMarked() {
		List<String> unmarked = new ArrayList<>();
		for (JavaClass type : SPRING_SIDE) {
			if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
				unmarked.add(type.getName());
			}
		}
		assertThat(unmarked).as("in a package without a @NullMarked package-info.java").isEmpty();
	}

}
