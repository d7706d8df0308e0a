package io.github.once4j.fault;

import io.github.once4j.runtime.testkit.RealRedis;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import redis.embedded.RedisExecProvider;

/** A Redis of the embedded binary, as a process that can be frozen, killed and started again, in a directory of its own. */
public final class RedisProcess implements AutoCloseable {
    private final int port;
    private final Path directory;
    private final List<String> options;
    private Process process;

    private RedisProcess(int port, List<String> options) throws IOException {
        this.port = port;
        this.directory = Files.createTempDirectory("once4j-redis");
        this.options = options;
        this.process = launch(List.of());
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Starts one without persistence, with these options besides, and waits until it answers. */
    public static RedisProcess start(String... options) throws IOException {
        return startOn(RealRedis.freePort(), options);
    }

    static RedisProcess startOn(int port, String... options) throws IOException {
        var redis = new RedisProcess(port, List.of(options));
        redis.awaitAnswer();
        return redis;
    }

    private Process launch(List<String> more) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Binary.FILE.getPath(), "--port", Integer.toString(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--dir", directory.toString(), "--save", "", "--appendonly", "no"));
        command.addAll(List.of("--repl-diskless-sync-delay", "0", "--enable-debug-command", "yes"));
        command.addAll(options);
        command.addAll(more);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    /** Waits until it answers at all, be it that it is still loading. */
    private void awaitAnswer() throws IOException {
        long bound = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try {
                command("PING");
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() - bound > 0 || !process.isAlive()) {
                    throw new IOException(
                            "Redis does not start: " + Files.readString(directory.resolve("log")), notYet);
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(10);
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
    }

    public int port() {
        return port;
    }

    /** Asks something on a connection of its own; an error is answered as its text. */
    public String command(String... words) throws IOException {
        return Resp.ask(port, Resp.request(words));
    }

    /** Starts it again after {@link #kill}. */
    public void restart(String... more) throws IOException {
        process = launch(List.of(more));
        awaitAnswer();
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
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The binary, which is taken out of its archive once. */
    private static final class Binary {
        static final File FILE = file();

        private static File file() {
            try {
                return RedisExecProvider.defaultProvider().get();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
