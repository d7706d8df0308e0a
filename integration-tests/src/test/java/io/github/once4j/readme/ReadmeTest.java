package io.github.once4j.readme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.jdbc.JdbcNxClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java examples of the READMEs are compiled: each {@code ```java} block is, but for its indent, the text between
 * {@code // README} and {@code // end} of a source in this package, which {@link UsageTest} runs, or of a recipe, which has a test
 * of its own. Links lead to a file and a heading that are there.
 */
final class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path README_JDBC = ROOT.resolve("runtime/README-jdbc.md");

    /** Its own test compiles its examples. */
    private static final Path README_SPRING = ROOT.resolve("runtime/spring-boot/README.md");

    /** Written by the processor's tests. */
    private static final Path ERRORS = ROOT.resolve("processor/ERRORS.md");

    private static final List<Path> SOURCES =
            List.of(Path.of("src/test/java/io/github/once4j/readme"), Path.of("recipes"));
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\R(.*?)```");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern SQL = Pattern.compile("(?s)```sql\\R(.*?)```");
    private static final Pattern REGION = Pattern.compile("(?s)// README\\R(.*?)\\n *// end");

    /** The project's pages. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> files =
                Files.find(ROOT, 4, (file, is) -> file.toString().endsWith(".md"))) {
            return files.filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList();
        }
    }

    static Stream<String> examples() throws IOException {
        return pages().stream()
                .filter(page -> !page.equals(README_SPRING) && !page.equals(ERRORS))
                .flatMap(page -> found(BLOCK, read(page)).stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsCompiledByTheBuild(String example) throws IOException {
        List<String> regions = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> sources = Files.walk(folder)) {
                sources.filter(file -> file.toString().endsWith(".java"))
                        .flatMap(source -> found(REGION, read(source)).stream())
                        .map(ReadmeTest::withoutIndent)
                        .forEach(regions::add);
            }
        }
        assertThat(regions).contains(withoutIndent(example));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) {
        for (String link : found(LINK, read(page))) {
            if (!link.matches("[a-z]+:.*")) {
                String[] target = link.split("#", 2);
                Path file = target[0].isEmpty() ? page : page.resolveSibling(target[0]);
                assertThat(file).as(page + " links to " + link).exists();
                if (target.length > 1) {
                    assertThat(found(HEADING, read(file)).stream().map(ReadmeTest::anchor))
                            .as(page + " links to " + link)
                            .contains(target[1]);
                }
            }
        }
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{Alnum}\\p{IsAlphabetic} _-]", "")
                .replace(' ', '-');
    }

    @Test
    void tableOfLocksIsThatOfTheClient() throws IOException {
        try (InputStream file = JdbcNxClient.class.getResourceAsStream("postgresql.sql")) {
            String statement = new String(requireNonNull(file).readAllBytes(), UTF_8).replaceAll("(?m)^--.*\\R", "");
            assertThat(found(SQL, read(README_JDBC))).containsExactly(statement);
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String withoutIndent(String text) {
        return text.stripIndent().strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
