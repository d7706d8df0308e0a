package io.github.once4j.runtime.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A real Redis on a free port of this machine, without persistence. */
public final class RealRedis implements AutoCloseable {
    private final RedisServer server;
    private final int port;

    private RealRedis(int port) {
        this.port = port;
        this.server = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
    }

    /** The one that the tests of a JVM share; it ends with the JVM. */
    public static RealRedis shared() {
        return Shared.INSTANCE;
    }

    /** One of its own, for tests that stop it. */
    public static RealRedis start() {
        return new RealRedis(freePort());
    }

    /** A port that nobody listens on. */
    public static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts it again, empty, on its port. */
    public void restart() {
        server.start();
    }

    /** Stops the server, as an operator does. */
    public void stop() {
        server.stop();
    }

    /** Where it is: {@code redis://127.0.0.1:port}. */
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
