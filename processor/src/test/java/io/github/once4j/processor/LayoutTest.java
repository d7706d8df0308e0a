package io.github.once4j.processor;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The stages and their edges: scan → model; check → model, template, problem; emit → model. */
@AnalyzeClasses(packagesOf = OnceProcessor.class, importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {
    private static final String ROOT = "io.github.once4j.processor";

    @ArchTest
    static final ArchRule EDGES = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("processor")
            .definedBy(ROOT)
            .layer("template")
            .definedBy(ROOT + ".template")
            .layer("scan")
            .definedBy(ROOT + ".scan")
            .layer("model")
            .definedBy(ROOT + ".model")
            .layer("check")
            .definedBy(ROOT + ".check")
            .layer("problem")
            .definedBy(ROOT + ".problem")
            .layer("emit")
            .definedBy(ROOT + ".emit")
            .whereLayer("processor")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("template")
            .mayOnlyBeAccessedByLayers("check")
            .whereLayer("scan")
            .mayOnlyBeAccessedByLayers("processor")
            .whereLayer("check")
            .mayOnlyBeAccessedByLayers("processor")
            .whereLayer("emit")
            .mayOnlyBeAccessedByLayers("processor")
            .whereLayer("problem")
            .mayOnlyBeAccessedByLayers("processor", "check")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("processor", "scan", "check", "emit");

    @ArchTest
    static final ArchRule NO_CYCLES =
            SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();
}
