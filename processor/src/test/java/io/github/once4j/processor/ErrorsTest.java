package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.once4j.processor.problem.Code;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake: its text with line and column on javac, its line on ecj, and its entry in the docs. */
class ErrorsTest {
    private static final Pattern CODE = Pattern.compile("ONCE-\\d{3}");

    /** By the first digit of their codes. */
    private static final List<String> GROUPS = List.of(
            "The text of a template",
            "Names, properties and parts of a template",
            "What a locked call answers",
            "Durations",
            "Methods",
            "Classes",
            "Names that clash",
            "Containers",
            "Options");

    static List<Path> mistakes() {
        return Golden.files("errors", ".java");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldWithLineAndColumn(Path mistake) {
        List<String> messages = compile(mistake).messages();
        Golden.check(expected(mistake), String.join("\n", messages) + "\n");
        assertThat(messages)
                .allSatisfy(message -> assertThat(message).contains("[ONCE-").contains("Fix: "));
    }

    /**
     * The mistakes about class files need one: their second source is compiled before, without names of parameters; and a method
     * {@code inu} becomes one that Java does not allow.
     */
    private static Compiled compile(Path mistake) {
        String[] sources = Golden.sources(mistake);
        if (!mistake.toString().matches(".*(510|516).*")) {
            return Compiled.with(options(sources), sources);
        }
        Path classes = Compiled.classFiles(List.of("-g:none"), sources[1]);
        rename(classes.resolve("errors/Base.class"));
        return Compiled.with(
                List.of("-classpath", classes + File.pathSeparator + System.getProperty("java.class.path")),
                sources[0]);
    }

    private static void rename(Path classFile) {
        try {
            String bytes = Files.readString(classFile, StandardCharsets.ISO_8859_1);
            Files.writeString(classFile, bytes.replace("inu", "int"), StandardCharsets.ISO_8859_1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldOnTheSameLineByEcj(Path mistake) {
        assumeThat(mistake.toString())
                .describedAs("ecj shows no methods of annotation types; 510 and 516 need a class file")
                .doesNotContain("609")
                .doesNotContain("510")
                .doesNotContain("516");
        String[] sources = Golden.sources(mistake);
        assertThat(lines(Compiled.ecj(options(sources), sources)))
                .isEqualTo(lines(Compiled.with(options(sources), sources).messages()));
    }

    /** An example says in a comment what is set for the compilation. */
    private static List<String> options(String... sources) {
        return Pattern.compile("(?m)^// (-A\\S+)$")
                .matcher(sources[0])
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Set<String> lines(List<String> messages) {
        return messages.stream()
                .filter(message -> message.contains("[ONCE-"))
                .map(message ->
                        message.replaceFirst("^-1:", "0:").replaceFirst("^(\\d+).*?\\[(ONCE-\\d+)](?s).*", "$1 $2"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyCodeHasATest() {
        Set<String> told = mistakes().stream()
                .map(mistake ->
                        mistake.resolveSibling(mistake.getFileName().toString().replace(".java", ".expected")))
                .flatMap(expected -> CODE.matcher(Golden.read(expected)).results())
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).isEqualTo(codes());
    }

    @Test
    void everyCodeIsExplainedByItsExamples() {
        var contents = new StringBuilder();
        var entries = new StringBuilder();
        String group = "";
        for (Code code : Code.values()) {
            String now = GROUPS.get(code.id().charAt(5) - '1');
            if (!now.equals(group)) {
                group = now;
                contents.append("\n**").append(group).append("**\n\n| code | what it says, for example |\n|---|---|\n");
                entries.append("\n## ").append(group).append("\n");
            }
            List<Path> examples = mistakes().stream()
                    .filter(file ->
                            file.getFileName().toString().startsWith(code.id().substring(5)))
                    .toList();
            assertThat(examples).describedAs(code + " has no example").isNotEmpty();
            contents.append(row(code, Golden.read(expected(examples.get(0)))));
            entries.append("\n### ")
                    .append(code.id())
                    .append("\n\n")
                    .append(code.meaning())
                    .append("\n");
            examples.forEach(example -> entries.append(entry(example)));
        }
        Golden.check(Path.of("ERRORS.md"), """
                # Error codes

                What the processor of once4j refuses, why, and what it says. Each message begins with its code, shows the place in the
                template, names what exists, and ends with a `Fix:` that can be pasted. A code never changes its meaning. This page is
                made of the processor's catalogue and of the examples that its tests compile; a test holds it equal to them.
                """ + contents + entries);
    }

    private static String row(Code code, String said) {
        String fact = said.lines()
                .findFirst()
                .orElseThrow()
                .replaceFirst("^.*?] ", "")
                .replace("|", "\\|");
        return "| [" + code.id() + "](#" + code.id().toLowerCase(java.util.Locale.ROOT) + ") | " + fact + " |\n";
    }

    private static String entry(Path example) {
        String java = Golden.sources(example)[0].replaceFirst("(?s)^.*?\n(?:import [^\n]*\n)+\n", "");
        String said = Golden.read(expected(example)).replaceAll("(?m)^-?\\d+:-?\\d+ ", "");
        return "\n```java\n" + java.strip() + "\n```\n\n```text\n" + said.strip() + "\n```\n";
    }

    private static Path expected(Path mistake) {
        return mistake.resolveSibling(mistake.getFileName().toString().replace(".java", ".expected"));
    }

    private static Set<String> codes() {
        return Arrays.stream(Code.values()).map(Code::id).collect(Collectors.toCollection(TreeSet::new));
    }
}
