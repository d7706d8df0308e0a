package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What class files may hold, and sources not: annotations whose own annotations are missing, names that are none in Java. */
class ClassFilesTest {
    @Test
    void anAnnotationOfWhichSomethingIsMissingIsNotCopied() throws IOException {
        Path classes = Compiled.classFiles(
                List.of(),
                "package away;\n\n@Meta\npublic @interface Mark {}\n",
                "package away;\n\npublic @interface Meta {}\n");
        Files.delete(classes.resolve("away/Meta.class"));
        assertThat(guarded(classes, """
                package files;

                import io.github.once4j.Once;

                abstract class Service {
                    @away.Mark
                    @Once(key = "run")
                    void run() {}
                }
                """)).contains("@Override\n    void run()").doesNotContain("Mark");
    }

    @Test
    void aParameterMayBeNamedLikeAKeyword() throws IOException {
        Path classes = Compiled.classFiles(List.of("-parameters"), """
                package away;

                import io.github.once4j.Once;

                public abstract class Foreign {
                    @Once(key = "run-{other}")
                    public void run(String defaulT, int other) {}
                }
                """);
        Path file = classes.resolve("away/Foreign.class");
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Files.write(file, bytes.replace("defaulT", "default").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(guarded(classes, """
                package files;

                import io.github.once4j.Once;

                abstract class Service extends away.Foreign {
                    @Once(key = "own")
                    void own() {}
                }
                """)).contains("run(String default_, int other)", "super.run(default_, other)");
    }

    private static String guarded(Path classes, String source) {
        String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
        var generated = Compiled.with(List.of("-classpath", classPath), source).generated();
        return Objects.requireNonNull(generated.get("ServiceOnce.java"));
    }
}
