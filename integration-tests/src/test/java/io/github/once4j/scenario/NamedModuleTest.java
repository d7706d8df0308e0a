package io.github.once4j.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.Once;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.servers.RealRedis;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A named module of the user's compiles and runs, with Lettuce and JSpecify on its path and without them. */
class NamedModuleTest {
    private static final Pattern LETTUCE =
            Pattern.compile("(lettuce-core|netty-|reactor-core|reactive-streams-\\d|redis-authx).*\\.jar");

    private static final String JOBS = """
            package consumer;

            import io.github.once4j.Once;

            abstract class Jobs {
                @Once(key = "job-{id}", returnOnLocked = "locked")
                String run(String id) {
                    return "ran " + id;
                }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void withoutLettuce() throws Exception {
        assertThat(run(
                        List.of(),
                        own(),
                        "requires io.github.once4j.runtime;",
                        "io.github.once4j.runtime.OnceGuard.inMemory()",
                        "in-memory"))
                .isEqualTo("ran in-memory");
    }

    @Test
    void withLettuce() throws Exception {
        // Lettuce is an automatic module, and cannot say what it needs.
        assertThat(run(
                        List.of("--add-modules=ALL-MODULE-PATH,jdk.net"),
                        Stream.concat(own(), lettuce()),
                        "requires io.github.once4j.runtime; requires lettuce.core;",
                        "io.github.once4j.runtime.OnceGuard.builder().client("
                                + "io.github.once4j.runtime.lettuce.LettuceNxClient.connect(args[0])).build()",
                        RealRedis.shared().uri()))
                .isEqualTo("ran " + RealRedis.shared().uri());
    }

    private static Stream<String> own() {
        return Stream.of(Once.class, OnceGuard.class).map(NamedModuleTest::origin);
    }

    private static String origin(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).getPath();
    }

    private static Stream<String> lettuce() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> LETTUCE.matcher(new File(entry).getName()).matches());
    }

    /** Compiles a module that guards a method by a guard, and answers what it prints. */
    private String run(List<String> options, Stream<String> modulePath, String requires, String guard, String argument)
            throws Exception {
        String path = modulePath.collect(joining(File.pathSeparator));
        String main = """
                package consumer;

                final class Main {
                    public static void main(String[] args) {
                        try (var guard = %s) {
                            System.out.print(new JobsOnce(guard).run(args[0]));
                        }
                    }
                }
                """.formatted(guard);
        compile(
                path,
                source("module-info.java", "module consumer { " + requires + " }"),
                source("consumer/Jobs.java", JOBS),
                source("consumer/Main.java", main));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.logging.config.file=/dev/null",
                "--module-path",
                path + File.pathSeparator + folder.resolve("classes")));
        command.addAll(options);
        command.addAll(List.of("--module", "consumer/consumer.Main", argument));
        Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(java.getInputStream().readAllBytes(), UTF_8);
    }

    private String source(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    private void compile(String modulePath, String... sources) {
        List<String> arguments = List.of(
                "--release",
                "17",
                "-Xlint:all,-requires-automatic,-processing",
                "-Werror",
                "--module-path",
                modulePath,
                "-processor",
                "io.github.once4j.processor.OnceProcessor",
                "-processorpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("classes").toString());
        var messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        Stream.concat(arguments.stream(), Stream.of(sources)).toArray(String[]::new));
        assertThat(result).as(messages.toString(UTF_8)).isZero();
    }
}
