package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates as long as a class file allows, with characters that lines end at; and types that have no name of their own. */
class LongAndOddTemplatesTest {
    /** A piece as it is written in the source, the code point that it stands for, and its length in a class file. */
    @ParameterizedTest
    @CsvSource({
        "a, 97, 1",
        "{{, 123, 2",
        "\\u00e4, 228, 2",
        "\\u2028, 8232, 3",
        "\\u2029, 8233, 3",
        "\\\\, 92, 1",
        "*/, 0, 2"
    })
    void areWrittenAsTheyAre(String piece, int point, int bytes) throws Exception {
        int count = 65_000 / bytes;
        Compiled compiled = Compiled.of("""
                package p;

                import io.github.once4j.Once;

                public abstract class Service {
                    @Once(key = "%s{id}")
                    public void run(String id) {}
                }
                """.formatted(piece.repeat(count)));
        assertThat(compiled.messages()).isEmpty();
        Method key = compiled.load().loadClass("p.ServiceOnce$Once$").getDeclaredMethod("runKey", String.class);
        key.setAccessible(true);
        String literal = point == 0 ? piece : Character.toString(point);
        assertThat((String) key.invoke(null, "x")).isEqualTo(literal.repeat(count) + "x");
    }

    @Test
    void aMistakeInALongTemplateIsShownInAWindow() {
        Compiled compiled = Compiled.of("""
                package p;

                import io.github.once4j.Once;

                public abstract class Service {
                    @Once(key = "%s{idd}%s")
                    public void run(String id) {}
                }
                """.formatted("a".repeat(30_000), "b".repeat(30_000)));
        assertThat(compiled.messages()).singleElement().satisfies(message -> {
            assertThat(message).hasSizeLessThan(4_096);
            List<String> lines = message.lines().toList();
            assertThat(lines.get(1)
                            .substring(lines.get(2).indexOf('^'), lines.get(2).lastIndexOf('^') + 1))
                    .isEqualTo("idd");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"#id%s", "$id%s", "#{#id%s}", "{{id%s}}", "{id%s}", "{id%s "})
    void aLongPathIsRefusedInEachSyntax(String syntax) {
        Compiled compiled = Compiled.of("""
                package p;

                import io.github.once4j.Once;

                public abstract class Service {
                    @Once(key = "%s")
                    public void run(String id) {}
                }
                """.formatted(syntax.formatted(".a".repeat(20_000))));
        assertThat(compiled.messages())
                .isNotEmpty()
                .allMatch(message -> message.contains("[ONCE-") && message.length() < 4_096);
    }

    @Test
    void aMistakeInAnInheritedMethodIsShownWhereItIs() {
        String base = """
                package p;

                import io.github.once4j.Once;

                public abstract class Base {
                    @Once(key = "a-{idd}", lease = "soon")
                    public java.io.InputStream run(String id) {
                        return null;
                    }
                }
                """;
        String service = """
                package p;

                import io.github.once4j.Once;

                public abstract class AService extends Base {
                    @Once(key = "own")
                    public void own() {}
                }
                """;
        assertThat(Compiled.of(service, base).messages())
                .hasSize(3)
                .allMatch(message -> !message.contains("It is inherited"));
        assertThat(Compiled.ecj(service, base).stream().filter(message -> message.contains("[ONCE-")))
                .hasSize(3);
    }

    @Test
    void aNestedTypeWithADollarIsGuardedOnEcj() {
        String source = """
                package p;

                import io.github.once4j.Once;

                public class Outer {
                    public interface Face$ {
                        @Once(key = "y")
                        void run(Face$ other);
                    }
                }
                """;
        assertThat(Compiled.of(source).generated()).containsOnlyKeys("Outer_Face$Once.java");
        assertThat(Build.ecj(source).generated()).containsOnlyKeys("Outer_Face$Once.java");
    }

    @Test
    void aTypeOfACompactSourceFileIsRefused() throws Exception {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(25);
        Path folder = Files.createTempDirectory("once4j-compact");
        Path file = Files.writeString(folder.resolve("Main.java"), """
                import io.github.once4j.Once;

                interface Face {
                    @Once(key = "k")
                    void run();
                }

                void main() {}
                """);
        var said = new DiagnosticCollector<JavaFileObject>();
        var javac = ToolProvider.getSystemJavaCompiler();
        try (var files = javac.getStandardFileManager(said, null, null)) {
            var task = javac.getTask(
                    null, files, said, List.of("-d", folder.toString()), null, files.getJavaFileObjects(file));
            task.setProcessors(List.of(new OnceProcessor()));
            assertThat(task.call()).isFalse();
        }
        assertThat(said.getDiagnostics()).anyMatch(each -> each.getMessage(null).contains("[ONCE-606]"));
    }
}
