package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kotlin sources, whose annotations kapt processes: by Kotlin's own compiler, in a JVM of its own. */
class KaptTest {
    private static final String COMPILER = "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler";
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String REPORTS = """
            package kapt

            import io.github.once4j.Once

            data class Order(val id: String, val line: Int)

            abstract class Reports(private val name: String) {
                @Once(key = "report-{tenant}-{order.id}")
                open fun build(tenant: String, order: Order): String? = name + tenant + order.line

                @Once(key = "count-{times}", returnOnLocked = "-1")
                open fun count(times: Int): Int = times
            }
            """;
    private static final String MISTAKES = """
            package kapt

            import io.github.once4j.Once

            abstract class Mistakes {
                @Once(key = "suspends-{id}")
                open suspend fun load(id: String): String = id

                @Once(key = "data-{order}")
                open fun run(order: Order) {}

                @Once(key = "final")
                fun closed() {}

                @Once(key = "lambda-{later}")
                open fun call(later: () -> String) {}

                @Once(key = "variable-{any}")
                open fun <T> generic(any: T) {}

                companion object {
                    @Once(key = "companion")
                    @JvmStatic
                    fun shared() {}
                }
            }

            object Single {
                @Once(key = "object")
                fun single() {}
            }

            @Once(key = "file")
            fun top() {}
            """;

    @TempDir
    private static Path folder;

    private static Path reports;
    private static String said;

    @BeforeAll
    static void process() throws IOException, InterruptedException {
        reports = Files.writeString(folder.resolve("Reports.kt"), REPORTS);
        Path mistakes = Files.writeString(folder.resolve("Mistakes.kt"), MISTAKES);
        String processorPath = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .filter(each -> !each.contains("kotlin"))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of("-Xplugin=" + jar("kotlin-annotation-processing-embeddable")));
        kapt(command, "aptMode", "stubsAndApt");
        kapt(command, "sources", folder.resolve("generated").toString());
        kapt(command, "classes", folder.resolve("kapt").toString());
        kapt(command, "stubs", folder.resolve("stubs").toString());
        kapt(command, "apclasspath", processorPath);
        kapt(command, "processors", OnceProcessor.class.getName());
        command.add(reports.toString());
        command.add(mistakes.toString());
        said = kotlin(command);
    }

    @Test
    void aClassIsGuarded() throws IOException, InterruptedException, ReflectiveOperationException {
        assertThat(kotlin(List.of(reports.toString()))).isEmpty();
        Path classes = folder.resolve("classes");
        Build.compileInto(classes, folder.resolve("generated/kapt/ReportsOnce.java"));
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, KaptTest.class.getClassLoader())) {
            assertThat(Exercise.of(loader, "kapt.ReportsOnce")).isEqualTo(2);
        }
    }

    @Test
    void whatKotlinAloneHasIsRefusedInItsOwnTerms() {
        assertThat(said.lines().filter(line -> line.contains("error:") || line.contains("warning:")))
                .hasSize(9)
                .anyMatch(line -> line.contains("[ONCE-505]") && line.contains("is a suspend function"))
                .anyMatch(line -> line.contains("[ONCE-204]") && line.contains("a data class"))
                .anyMatch(line -> line.contains("[ONCE-503]") && line.contains("closed()"))
                .anyMatch(line -> line.contains("[ONCE-204]") && line.contains("`later`") && line.contains("identity"))
                .anyMatch(line -> line.contains("[ONCE-204]") && line.contains("the type variable T"))
                .anyMatch(
                        line -> line.contains("[ONCE-601]") && line.contains("`shared()` is in the object `Companion`"))
                .anyMatch(line -> line.contains("[ONCE-502]") && line.contains("`shared()` is static"))
                .anyMatch(line -> line.contains("[ONCE-601]") && line.contains("`single()` is in the object `Single`"))
                .anyMatch(line -> line.contains("[ONCE-601]") && line.contains("`top()` is in no class"));
        assertThat(said)
                .contains("Fix: write {order.id}.")
                .contains("Fix: write `open fun closed`")
                .contains("like <T : Enum<T>>")
                .contains("Fix: remove `@JvmStatic`, and move the function out of the companion object")
                .contains("Fix: move it into an abstract class, as `open fun top`.");
    }

    /** What the compiler says. */
    private static String kotlin(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        for (String inner : List.of(
                "api", "code", "comp", "file", "jvm", "main", "model", "parser", "processing", "tree", "util")) {
            command.add("--add-opens=jdk.compiler/com.sun.tools.javac." + inner + "=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", CLASS_PATH, COMPILER, "-no-stdlib", "-no-reflect", "-classpath", CLASS_PATH));
        command.addAll(List.of("-d", folder.resolve("classes").toString()));
        command.addAll(options);
        Path output = folder.resolve("output.txt");
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return Files.readString(output, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank()
                        && !line.startsWith("WARNING: ")) // of the JVM, about the compiler's own libraries
                .collect(Collectors.joining("\n"));
    }

    private static void kapt(List<String> command, String option, String value) {
        command.addAll(List.of("-P", "plugin:org.jetbrains.kotlin.kapt3:" + option + "=" + value));
    }

    private static String jar(String name) {
        return Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .filter(each -> each.contains(name))
                .findFirst()
                .orElseThrow();
    }
}
