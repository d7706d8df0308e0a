package io.github.once4j.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL on a free port of this machine, in a directory of its own. */
public final class RealPostgres extends RealDatabase {
    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    private RealPostgres() {
        this.directory = newDirectory("once4j-postgres");
        this.server = launch(0);
        this.port = server.getPort();
    }

    /** The one that the tests of a JVM share; it ends with the JVM. */
    public static RealPostgres shared() {
        return Shared.INSTANCE;
    }

    /** One of its own, for tests that stop it or need other settings. */
    public static RealPostgres start() {
        return new RealPostgres();
    }

    private EmbeddedPostgres launch(int onPort) {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60));
        if (onPort != 0) {
            builder.setPort(onPort);
        }
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String url() {
        return url("postgres");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    /** Creates a database, and returns its URL. */
    public String createDatabase(String name) {
        execute("create database " + name);
        return url(name);
    }

    /** Sets what the server is configured by, at once and after a restart: {@code default_transaction_read_only = on}. */
    public void configure(String setting) {
        execute("alter system set " + setting);
        execute("select pg_reload_conf()");
    }

    /** Stops it, as an operator does who does not wait for clients. Its data are kept. */
    public void stop() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Kills its processes, as a power cut does. */
    public void kill() {
        List<ProcessHandle> processes = processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(each -> each.onExit().join());
        stop(); // for the lock on its directory
    }

    /** Starts it again, with its data, on its port. */
    public void restart() {
        server = launch(port);
    }

    /** Makes the stopped server a standby, which accepts no changes, or a primary again. */
    public void setStandby(boolean standby) {
        try {
            Path signal = directory.resolve("standby.signal");
            if (standby) {
                Files.createFile(signal);
                Files.setPosixFilePermissions(signal, Files.getPosixFilePermissions(directory.resolve("PG_VERSION")));
                Files.setOwner(signal, Files.getOwner(directory.resolve("PG_VERSION")));
            } else {
                Files.deleteIfExists(signal);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    List<ProcessHandle> processes() {
        try {
            long pid = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid"))
                    .get(0)
                    .strip());
            return ProcessHandle.of(pid)
                    .map(server -> Stream.concat(Stream.of(server), server.descendants())
                            .toList())
                    .orElse(List.of());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        stop();
        deleteDirectory(directory);
    }

    private static final class Shared {
        static final RealPostgres INSTANCE = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::close));
        }
    }
}
