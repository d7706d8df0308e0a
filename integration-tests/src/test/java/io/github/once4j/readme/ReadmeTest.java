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
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java examples of the READMEs are compiled: each {@code ```java} block is, but for its indent, the text between
 * {@code // README} and {@code // end} of a source in this package, which the build compiles and {@link UsageTest} runs.
 */
final class ReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path README_JDBC = Path.of("..", "runtime", "README-jdbc.md");
    private static final Path SOURCES = Path.of("src", "test", "java", "io", "github", "once4j", "readme");
    private static final Pattern BLOCK = Pattern.compile("(?s)```java\\R(.*?)```");
    private static final Pattern SQL = Pattern.compile("(?s)```sql\\R(.*?)```");
    private static final Pattern REGION = Pattern.compile("(?s)// README\\R(.*?)\\n *// end");

    static Stream<String> examples() {
        return Stream.of(README, README_JDBC).flatMap(readme -> found(BLOCK, read(readme)).stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsCompiledByTheBuild(String example) throws IOException {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            List<String> regions = sources.flatMap(source -> found(REGION, read(source)).stream())
                    .map(ReadmeTest::withoutIndent)
                    .toList();
            assertThat(regions).contains(withoutIndent(example));
        }
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
