package io.github.once4j.fault;

import io.github.once4j.servers.RealRedis;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * A Redis of {@link RealRedis}'s binary, as a process that can be frozen, killed and started again. Unlike those of the runtime's
 * test kit it shares one copy of the binary with all the others: many are started at once here.
 */
public final class RedisProcess implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final int port;
    private final Path directory;
    private final List<String> command;
    private Process process;

    private RedisProcess(File binary, int port, List<String> settings, String... arguments) throws IOException {
        this.port = port;
        this.directory = Files.createTempDirectory("once4j-redis");
        Path configuration = Files.write(directory.resolve("redis.conf"), settings);
        this.command = Stream.concat(
                        Stream.of(
                                binary.getPath(),
                                configuration.toString(),
                                "--port",
                                Integer.toString(port),
                                "--bind",
                                "127.0.0.1",
                                "--dir",
                                directory.toString()),
                        Stream.of(arguments))
                .toList();
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Starts one without persistence, with these lines of configuration besides, and waits until it answers. */
    public static RedisProcess start(String... settings) throws IOException {
        List<String> all = new ArrayList<>(List.of("save \"\"", "appendonly no", "enable-debug-command yes"));
        if (!RealRedis.runsScripts()) {
            all.add(RealRedis.NO_SCRIPTS);
        }
        all.addAll(List.of(settings));
        return start(Binary.FILE, all);
    }

    /** Starts a Redis 6.2, empty. */
    static RedisProcess start62() throws IOException {
        return start(RealRedis.redis62().get(), List.of("save \"\""));
    }

    /** Starts a Sentinel that watches a master. */
    static RedisProcess sentinel(String master, RedisProcess of, int downAfterMillis) throws IOException {
        return start(
                Binary.FILE,
                List.of(
                        "sentinel monitor " + master + " 127.0.0.1 " + of.port() + " 1",
                        "sentinel down-after-milliseconds " + master + " " + downAfterMillis,
                        "sentinel failover-timeout " + master + " 3000"),
                "--sentinel");
    }

    /** Another process may take a port between its choice and its use; then the next one will do. */
    private static RedisProcess start(File binary, List<String> settings, String... arguments) throws IOException {
        for (int attempt = 1; ; attempt++) {
            var redis = new RedisProcess(binary, freePort(), settings, arguments);
            try {
                redis.awaitAnswer();
                return redis;
            } catch (IOException failed) {
                redis.close();
                if (attempt == ATTEMPTS) {
                    throw failed;
                }
            }
        }
    }

    /** A port that nobody listens on, and which no outgoing connection is given: Linux takes those from 32768 on. */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // then another one
            }
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    /** Waits until it answers at all, be it that it is still loading. */
    private void awaitAnswer() throws IOException {
        while (true) {
            try {
                command("PING");
                return;
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw new IOException("Redis ended: " + Files.readString(directory.resolve("log")), notYet);
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

    boolean isAlive() {
        return process.isAlive();
    }

    public int port() {
        return port;
    }

    /** Asks something on a connection of its own; an error is answered as its text. */
    public String command(String... words) throws IOException {
        return Resp.ask(port, Resp.request(words));
    }

    /** Starts it again after {@link #kill}. */
    void restart() throws IOException {
        process = launch();
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
    void kill() {
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

    /** The binary, taken out of its archive once. */
    private static final class Binary {
        static final File FILE = file();

        private static File file() {
            try {
                return RealRedis.provider().get();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
