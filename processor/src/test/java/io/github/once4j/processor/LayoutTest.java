package io.github.once4j.processor;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rooms of the processor, and which of them may use which. */
@AnalyzeClasses(packagesOf = OnceProcessor.class, importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {
    private static final String ROOT = "io.github.once4j.processor";

    @ArchTest
    static final ArchRule EDGES = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy(ROOT)
            .layer("template")
            .definedBy(ROOT + ".template..")
            .layer("model")
            .definedBy(ROOT + ".model..")
            .layer("problem")
            .definedBy(ROOT + ".problem..")
            .layer("language")
            .definedBy(ROOT + ".language..")
            .layer("scan")
            .definedBy(ROOT + ".scan..")
            .layer("check")
            .definedBy(ROOT + ".check..")
            .layer("emit")
            .definedBy(ROOT + ".emit..")
            .whereLayer("root")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("template")
            .mayNotAccessAnyLayer()
            .whereLayer("model")
            .mayNotAccessAnyLayer()
            .whereLayer("language")
            .mayNotAccessAnyLayer()
            .whereLayer("problem")
            .mayOnlyAccessLayers("model")
            .whereLayer("scan")
            .mayOnlyAccessLayers("model", "language")
            .whereLayer("check")
            .mayOnlyAccessLayers("model", "template", "problem", "language")
            .whereLayer("emit")
            .mayOnlyAccessLayers("model", "language");

    @ArchTest
    static final ArchRule NO_CYCLES_OF_PACKAGES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_CYCLES_OF_CLASSES =
            slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles();

    private static final class TopLevelClasses implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""));
        }

        @Override
        public String getDescription() {
            return "top-level classes";
        }
    }

    private static final Pattern ANNOTATION_NAME =
            Pattern.compile("\"((?:java|javax|jakarta|org|com|io|lombok)(?:\\.[a-z]\\w*)*(?:\\.[A-Z]\\w*)+)\"");

    /** The other places name types that are no annotations. */
    @Test
    void namesEachAnnotationOnce() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            List<String> names = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> ANNOTATION_NAME.matcher(Golden.read(file)).results())
                    .map(match -> match.group(1))
                    .toList();
            assertThat(Golden.read(Path.of("src/main/java/io/github/once4j/processor/language/AnnotationNames.java")))
                    .satisfies(catalogue -> assertThat(
                                    ANNOTATION_NAME.matcher(catalogue).results().map(match -> match.group(1)))
                            .hasSizeGreaterThan(40)
                            .allSatisfy(name -> assertThat(names).containsOnlyOnce(name)));
        }
    }
}
