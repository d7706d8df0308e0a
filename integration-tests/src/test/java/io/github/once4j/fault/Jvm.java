package io.github.once4j.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.lettuce.LettuceNxClient;
import io.github.once4j.servers.RealRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A JVM of its own on the class path of the tests, to be stopped, continued and killed; it is talked to in lines. */
public final class Jvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Writer input;

    private Jvm(Process process) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
        this.input = process.outputWriter(UTF_8);
    }

    public static Jvm start(Class<?> main, String... arguments) throws IOException {
        return start(List.of(), main, arguments);
    }

    /** With options, which come after those that all of them have. */
    public static Jvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // they are many, and live for seconds
                "-Xmx128m",
                "-Donce4j.test.scripts=" + RealRedis.runsScripts(),
                "-Djava.util.logging.config.file=/dev/null")); // broken lines are what they are for
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Jvm(process);
    }

    /** Connects from such a JVM, which on a busy machine takes longer at first than connecting may. */
    public static LettuceNxClient connect(String uri) {
        for (int attempt = 1; ; attempt++) {
            try {
                return LettuceNxClient.connect(uri);
            } catch (OnceBackendException tooLate) {
                if (attempt == 5) {
                    throw tooLate;
                }
            }
        }
    }

    /** The rest of the next line that starts with this word; lines before it are passed over. */
    public String await(String word) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length()).strip();
            }
        }
        throw new IOException("it ended before it said " + word);
    }

    /** The lines before the next one that is this word. */
    public List<String> until(String word) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(word)) {
                return lines;
            }
            lines.add(line);
        }
        throw new IOException("it ended before it said " + word);
    }

    /** All lines to come, until it ends; read on a thread of their own, or it would wait with a full pipe. */
    public CompletableFuture<List<String>> rest() {
        var rest = new CompletableFuture<List<String>>();
        FaultProxy.daemon("jvm-output", () -> rest.complete(output.lines().toList()));
        return rest;
    }

    public void say(String line) throws IOException {
        input.append(line).append('\n').flush();
    }

    /** SIGSTOP. */
    public void freeze() throws IOException {
        Signal.STOP.send(process.pid());
    }

    /** SIGCONT. */
    public void thaw() throws IOException {
        Signal.CONT.send(process.pid());
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
