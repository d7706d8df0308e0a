package io.github.once4j.runtime;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Which packages of this module may use which. A package that is not in this table fails the test. */
@AnalyzeClasses(packages = RoomsTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    static final String ROOT = "io.github.once4j.runtime";
    private static final String INTERNAL = ROOT + ".internal";
    private static final String TEXT = INTERNAL + ".text";

    @ArchTest
    static final ArchRule EDGES = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("runtime")
            .definedBy(ROOT)
            .layer("generated")
            .definedBy(ROOT + ".generated")
            .layer("spi")
            .definedBy(ROOT + ".spi")
            .layer("memory")
            .definedBy(ROOT + ".memory")
            .layer("backends")
            .definedBy(ROOT + ".lettuce", ROOT + ".jdbc")
            .layer("adapters")
            .definedBy(ROOT + ".reactor", ROOT + ".mutiny", ROOT + ".micrometer")
            .layer("internal")
            .definedBy(INTERNAL)
            .layer("text")
            .definedBy(TEXT)
            .ensureAllClassesAreContainedInArchitecture()
            .whereLayer("runtime")
            .mayOnlyAccessLayers("spi", "text")
            .ignoreDependency(
                    belongToAnyOf(OnceGuard.class).as("OnceGuard and its Builder"),
                    resideInAnyPackage(INTERNAL, ROOT + ".memory"))
            .whereLayer("generated")
            .mayOnlyAccessLayers("runtime", "internal", "text")
            .whereLayer("spi")
            .mayNotAccessAnyLayer()
            .whereLayer("memory")
            .mayOnlyAccessLayers("spi", "text")
            .whereLayer("backends")
            .mayOnlyAccessLayers("spi", "text")
            .ignoreDependency(
                    resideInAnyPackage(ROOT + ".lettuce", ROOT + ".jdbc"),
                    resideInAPackage(ROOT).and(assignableTo(OnceException.class)))
            .whereLayer("adapters")
            .mayOnlyAccessLayers("runtime", "generated", "internal", "text")
            .whereLayer("internal")
            .mayOnlyAccessLayers("runtime", "spi", "text")
            .whereLayer("text")
            .mayNotAccessAnyLayer();

    /** The one cycle: {@code runtime} builds the engine, and the engine throws and returns what is in {@code runtime}. */
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_OTHER_CYCLE = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                    String name = javaClass.getPackageName();
                    return SliceIdentifier.of(name.equals(INTERNAL) ? ROOT : name);
                }

                @Override
                public String getDescription() {
                    return "packages, of which runtime and internal count as one";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule CLASSES_OF_THE_ENGINE_HAVE_NO_CYCLE = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                    return javaClass.getPackageName().equals(INTERNAL)
                            ? SliceIdentifier.of(topLevel(javaClass).getSimpleName())
                            : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                    return "top-level classes of internal";
                }
            })
            .should()
            .beFreeOfCycles();

    private static JavaClass topLevel(JavaClass javaClass) {
        return javaClass.getEnclosingClass().map(RoomsTest::topLevel).orElse(javaClass);
    }
}
