package io.github.once4j.servers;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisExecProvider;
import redis.embedded.RedisServer;
import redis.embedded.util.Architecture;
import redis.embedded.util.OS;

/**
 * A real Redis on a free port of this machine, without persistence: the embedded one (7.0), or that of
 * {@code -Donce4j.test.server=/path/to/valkey-server}. With {@code -Donce4j.test.scripts=false} its users may not run scripts.
 */
public final class RealRedis implements AutoCloseable {
    private static final @Nullable String BINARY = System.getProperty("once4j.test.server");
    private static final Pattern PROCESS = Pattern.compile("process_id:(\\d+)");

    /** A line of configuration that refuses scripts. */
    public static final String NO_SCRIPTS = "user default on nopass ~* &* +@all -@scripting";

    private final RedisServer server;
    private final int port;
    private @Nullable ProcessHandle process;

    private RealRedis(RedisExecProvider provider, int port, List<String> settings) {
        this.port = port;
        var builder = RedisServer.builder()
                .redisExecProvider(provider)
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no");
        if (BINARY != null) {
            builder.setting("dir " + temporaryDirectory()); // the embedded one runs where it was unpacked
        }
        if (!runsScripts() && !settings.contains(NO_SCRIPTS)) {
            builder.setting(NO_SCRIPTS);
        }
        settings.forEach(builder::setting);
        this.server = builder.build();
        server.start();
    }

    /** The binary of Redis 6.2, which does not know {@code SET} with {@code NX} and {@code GET}. */
    public static RedisExecProvider redis62() {
        return RedisExecProvider.defaultProvider()
                .override(OS.UNIX, Architecture.x86_64, "redis-server-6.2.6-v5-linux-amd64")
                .override(OS.UNIX, Architecture.arm64, "redis-server-6.2.7-linux-arm64")
                .override(OS.MAC_OS_X, Architecture.x86_64, "redis-server-6.2.6-v5-darwin-amd64")
                .override(OS.MAC_OS_X, Architecture.arm64, "redis-server-6.2.6-v5-darwin-arm64");
    }

    /** The server's binary. */
    public static RedisExecProvider provider() {
        var provider = RedisExecProvider.defaultProvider();
        if (BINARY != null) {
            Stream.of(OS.values()).forEach(each -> provider.override(each, BINARY));
        }
        return provider;
    }

    /** Whether its users may run scripts. */
    public static boolean runsScripts() {
        return !"false".equals(System.getProperty("once4j.test.scripts"));
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("once4j-redis");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The server that the tests of a JVM share; it ends with the JVM. */
    public static RealRedis shared() {
        return Shared.INSTANCE;
    }

    /**
     * Starts a server for tests that stop it or need other settings.
     *
     * @param settings lines of its configuration, such as {@code maxmemory 1mb}
     */
    public static RealRedis start(String... settings) {
        return start(freePort(), provider(), settings);
    }

    /** Starts a server on a port, from a binary. */
    public static RealRedis start(int port, RedisExecProvider binary, String... settings) {
        return new RealRedis(binary, port, List.of(settings));
    }

    /** A port that nobody listens on. */
    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts the server again, empty, on its port. */
    public void restart() {
        server.start();
    }

    /** Stops the server, as an operator does. */
    public void stop() {
        server.stop();
    }

    /** Kills the server's process, as a power cut does. */
    public void kill() {
        process().destroyForcibly();
        stop();
    }

    /** The server's process, to be stopped and continued by signals. Call it first while the server responds. */
    public ProcessHandle process() {
        ProcessHandle known = process;
        if (known == null || !known.isAlive()) {
            var found = PROCESS.matcher(run("INFO", "server"));
            if (!found.find()) {
                throw new IllegalStateException("INFO names no process");
            }
            known = ProcessHandle.of(Long.parseLong(found.group(1))).orElseThrow();
            process = known;
        }
        return known;
    }

    /** Runs a command whose reply is a text, on a connection of its own. */
    public String run(String... words) {
        return ask(uri(), words);
    }

    static String ask(String uri, String... words) {
        try (var client = RedisClient.create(uri);
                var connection = client.connect()) {
            var arguments = new CommandArgs<>(StringCodec.UTF8);
            for (String word : List.of(words).subList(1, words.length)) {
                arguments.add(word);
            }
            return connection
                    .sync()
                    .dispatch(CommandType.valueOf(words[0]), new StatusOutput<>(StringCodec.UTF8), arguments);
        }
    }

    /** The address: {@code redis://127.0.0.1:port}. */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        stop();
    }

    private static final class Shared {
        static final RealRedis INSTANCE = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::stop));
        }
    }
}
