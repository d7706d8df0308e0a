package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A locked call that would answer null, against every way to promise that a method does not. */
class NullPromiseTest {
    private static final String FUTURE = "java.util.concurrent.CompletableFuture<";

    private static String service(String marks, String method) {
        return "package nulls;\nimport io.github.once4j.Once;\nimport org.jspecify.annotations.*;\n"
                + marks + "\npublic abstract class Service<C extends @Nullable Object> {\n@Once(key = \"k\")\n"
                + method + " { throw new AssertionError(); }\n}\n";
    }

    private static List<String> messages(String marks, String method) {
        return Compiled.of(
                        service(marks, method),
                        "package nulls;\n@interface Nonnull {}\n",
                        "package nulls;\n@interface CheckForNull {}\n",
                        "package nulls;\n@interface NonNullApi {}\n")
                .messages();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
            })
    void isBrokenInMarkedCode(String method) {
        assertThat(messages("@NullMarked", method)).singleElement().asString().contains("[ONCE-304]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
            })
    void isKeptInMarkedCode(String method) {
        assertThat(messages("@NullMarked", method)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public @NonNull String x()",
                "@Nonnull public String x()",
                "@NullMarked public String x()",
                "public " + FUTURE + "@NonNull String> x()",
                "public " + FUTURE + "? extends @NonNull String> x()",
            })
    void isMadeByAnAnnotationAlone(String method) {
        assertThat(messages("", method)).singleElement().asString().contains("[ONCE-304]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public String x()",
                "public C x()",
                "public " + FUTURE + "String> x()",
                "public java.util.concurrent.@NonNull CompletableFuture<String> x()",
            })
    void isNotMadeByOtherCode(String method) {
        assertThat(messages("", method)).isEmpty();
    }

    @Test
    void isMadeByOtherScopes() {
        assertThat(messages("@NonNullApi", "public String x()"))
                .singleElement()
                .asString()
                .contains("ONCE-304");
        assertThat(messages("@NullUnmarked", "@NullMarked public String x()"))
                .singleElement()
                .asString()
                .contains("ONCE-304");
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
                List.of("--module-path", System.getProperty("java.class.path"), "-d", folder.toString()),
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
