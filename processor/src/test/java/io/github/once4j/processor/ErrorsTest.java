package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.once4j.processor.problem.Code;
import java.io.File;
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

    /** The mistake about class files needs one: its second source is compiled before, without names. */
    private static Compiled compile(Path mistake) {
        String[] sources = Golden.sources(mistake);
        if (!mistake.toString().contains("510")) {
            return Compiled.with(options(sources), sources);
        }
        String classes = Compiled.classFiles(List.of("-g:none"), sources[1]).toString();
        return Compiled.with(
                List.of("-classpath", classes + File.pathSeparator + System.getProperty("java.class.path")),
                sources[0]);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isToldOnTheSameLineByEcj(Path mistake) {
        assumeThat(mistake.toString())
                .describedAs("ecj shows no methods of annotation types; 510 needs a class file")
                .doesNotContain("609")
                .doesNotContain("510");
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
    void everyCodeIsExplainedByItsExample() {
        var page = new StringBuilder("""
                # Error codes

                What the processor of once4j refuses, why, and what it says. This page is made of the processor's catalogue and
                of the examples that its tests compile; a test holds it equal to them.
                """);
        for (Code code : Code.values()) {
            Path example = mistakes().stream()
                    .filter(file ->
                            file.getFileName().toString().startsWith(code.id().substring(5)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(code + " has no example"));
            String java = Golden.sources(example)[0].replaceFirst("(?s)^.*?\n(?:import [^\n]*\n)+\n", "");
            String said = Golden.read(expected(example)).replaceAll("(?m)^\\d+:\\d+ ", "");
            page.append("\n### ")
                    .append(code.id())
                    .append("\n\n")
                    .append(code.meaning())
                    .append("\n\n");
            page.append("```java\n")
                    .append(java.strip())
                    .append("\n```\n\n```text\n")
                    .append(said.strip())
                    .append("\n```\n");
        }
        Golden.check(Path.of("ERRORS.md"), page.toString());
    }

    private static Path expected(Path mistake) {
        return mistake.resolveSibling(mistake.getFileName().toString().replace(".java", ".expected"));
    }

    private static Set<String> codes() {
        return Arrays.stream(Code.values()).map(Code::id).collect(Collectors.toCollection(TreeSet::new));
    }
}
