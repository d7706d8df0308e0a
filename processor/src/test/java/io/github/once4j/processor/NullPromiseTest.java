package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A locked call that would return null, against every way of a method to promise that it does not. */
class NullPromiseTest {
    private static final String FUTURE = "java.util.concurrent.CompletableFuture<";

    /** The methods {@code x()} of a class, numbered, each two lines below the one before; the first in line 6. */
    private static String service(String marks, String... methods) {
        var source =
                new StringBuilder("package nulls;\nimport io.github.once4j.Once;\nimport org.jspecify.annotations.*;\n"
                        + marks + "\npublic abstract class Service<C extends @Nullable Object> {\n");
        for (int i = 0; i < methods.length; i++) {
            source.append("@Once(key = \"k" + i + "\")\n" + methods[i].replace("x()", "x" + i + "()")
                    + " { throw new AssertionError(); }\n");
        }
        return source.append("}\n").toString();
    }

    /** Those of some methods that break their promise. */
    private static List<String> broken(String marks, String... methods) {
        List<String> messages = Compiled.of(
                        service(marks, methods),
                        "package nulls;\n@interface Nonnull {}\n",
                        "package nulls;\n@interface CheckForNull {}\n",
                        "package nulls;\n@interface NonNullApi {}\n")
                .messages();
        assertThat(messages).allMatch(message -> message.contains("[ONCE-304]"));
        return messages.stream()
                .map(message -> methods[(Integer.parseInt(message.split(":", 2)[0]) - 6) / 2])
                .toList();
    }

    @Test
    void isBrokenInMarkedCode() {
        String[] methods = {
            "public String x()",
            "public Integer x()",
            "public java.util.Locale x()",
            "public C x()",
            "public <T> T x()",
            "public <T> T[] x()",
            "public java.util.Map.Entry<@Nullable String, String> x()",
            "public " + FUTURE + "String> x()",
            "public java.util.concurrent.CompletionStage<String> x()",
            "public " + FUTURE + "C> x()",
            "public " + FUTURE + "? extends String> x()",
            "public java.util.concurrent.@Nullable CompletableFuture<String> x()",
            "@NullMarked public String x()",
        };
        assertThat(broken("@NullMarked", methods)).containsExactly(methods);
    }

    @Test
    void isKeptInMarkedCode() {
        String[] methods = {
            "public void x()",
            "public Void x()",
            "public " + FUTURE + "Void> x()",
            "public @Nullable String x()",
            "@CheckForNull public String x()",
            "public java.util.Map.@Nullable Entry<String, String> x()",
            "public @Nullable C x()",
            "public <T> @Nullable T x()",
            "public <T> T @Nullable [] x()",
            "public String[] x()",
            "public java.util.List<String> x()",
            "public java.util.Optional<String> x()",
            "public " + FUTURE + "@Nullable String> x()",
            "public " + FUTURE + "@Nullable C> x()",
            "public " + FUTURE + "? extends @Nullable String> x()",
            "public " + FUTURE + "?> x()",
            "public " + FUTURE + "? super String> x()",
            "public " + FUTURE + "java.util.List<String>> x()",
            "@NullUnmarked public String x()",
        };
        assertThat(broken("@NullMarked", methods)).isEmpty();
    }

    @Test
    void isMadeByAnAnnotationAlone() {
        String[] methods = {
            "public @NonNull String x()",
            "@Nonnull public String x()",
            "@NullMarked public String x()",
            "public " + FUTURE + "@NonNull String> x()",
            "public " + FUTURE + "? extends @NonNull String> x()",
        };
        assertThat(broken("", methods)).containsExactly(methods);
    }

    @Test
    void isNotMadeByOtherCode() {
        String[] methods = {
            "public String x()",
            "public C x()",
            "public " + FUTURE + "String> x()",
            "public java.util.concurrent.@NonNull CompletableFuture<String> x()",
        };
        assertThat(broken("", methods)).isEmpty();
    }

    @Test
    void isMadeByOtherScopes() {
        assertThat(broken("@NonNullApi", "public String x()")).hasSize(1);
        assertThat(broken("@NullUnmarked", "@NullMarked public String x()")).hasSize(1);
        String plain = service("", "public String x()");
        assertThat(Compiled.of(plain, "@org.jspecify.annotations.NullMarked\npackage nulls;\n")
                        .messages())
                .singleElement()
                .asString()
                .startsWith("6:13 error [ONCE-304]");
        assertThat(Compiled.ecj(plain, "@org.jspecify.annotations.NullMarked\npackage nulls;\n"))
                .singleElement()
                .asString()
                .startsWith("6 error [ONCE-304]");
    }

    @Test
    void isMadeByAModule(@TempDir Path folder) throws IOException {
        String module = """
                @org.jspecify.annotations.NullMarked
                module nulls {
                    requires io.github.once4j;
                    requires io.github.once4j.runtime;
                    requires org.jspecify;
                }
                """;
        Files.writeString(folder.resolve("module-info.java"), module);
        Files.createDirectory(folder.resolve("nulls"));
        Files.writeString(folder.resolve("nulls/Service.java"), service("", "public String x()"));
        var log = new StringWriter();
        var javac = ToolProvider.getSystemJavaCompiler();
        var files = javac.getStandardFileManager(null, null, null);
        var task = javac.getTask(
                log,
                files,
                null,
                List.of(
                        "--module-path",
                        Compiled.modules().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                        "-d",
                        folder.toString()),
                null,
                files.getJavaFileObjects(folder.resolve("module-info.java"), folder.resolve("nulls/Service.java")));
        task.setProcessors(List.of(new OnceProcessor()));
        assertThat(task.call()).isFalse();
        assertThat(log.toString()).contains("Service.java:6: error: [ONCE-304]").contains("1 error");
    }

    @Test
    void ofAnInheritedMethodIsTheMethodsOwn() {
        String base = """
                package nulls;

                import io.github.once4j.Once;
                import java.util.concurrent.CompletableFuture;
                import org.jspecify.annotations.*;

                @NullMarked
                public abstract class Base<T> {
                    @Once(key = "k")
                    public @Nullable T x() {
                        return null;
                    }

                    @Once(key = "l")
                    public CompletableFuture<@Nullable T> y() {
                        throw new AssertionError();
                    }
                }
                """;
        String service = """
                package nulls;

                import io.github.once4j.Once;
                import org.jspecify.annotations.*;

                @NullMarked
                public abstract class Service extends Base<String> {
                    @Once(key = "m")
                    public void z() {}
                }
                """;
        assertThat(Compiled.of(service, base).messages()).isEmpty();
        assertThat(Compiled.ecj(service, base)).isEmpty();
    }
}
