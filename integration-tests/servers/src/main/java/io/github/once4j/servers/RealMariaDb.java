package io.github.once4j.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real MariaDB on a free port of this machine, in a directory of its own. On Linux with x86-64 only. */
public final class RealMariaDb extends RealDatabase {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

    private final Path directory = newDirectory("once4j-mariadb");
    private final int port = RealRedis.freePort();
    private Process process;

    private RealMariaDb() {
        try {
            copy(MariaDbBinary.DATA, data());
            this.process = launch();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether there is a server for this machine. */
    public static boolean isAvailable() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /** The one that the tests of a JVM share; it ends with the JVM. */
    public static RealMariaDb shared() {
        return Shared.INSTANCE;
    }

    /** One of its own, for tests that stop it. */
    public static RealMariaDb start() {
        return new RealMariaDb();
    }

    private Process launch() throws IOException {
        Process started = MariaDbBinary.command(
                        data(),
                        log(),
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=" + directory.resolve("socket"),
                        "--skip-name-resolve",
                        "--skip-ssl", // or it makes a key of 4,096 bits first, which takes seconds
                        "--max-connections=300")
                .start();
        long end = System.nanoTime() + PATIENCE;
        while (!responds()) {
            if (!started.isAlive() || System.nanoTime() - end > 0) {
                throw new IOException("MariaDB did not start: " + Files.readString(log().toPath()));
            }
        }
        return started;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private boolean responds() {
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stop);
            }
            return false;
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private File log() {
        return directory.resolve("log").toFile();
    }

    @Override
    public String url() {
        return "jdbc:mariadb://127.0.0.1:" + port + "/app?user=root";
    }

    @Override
    List<ProcessHandle> processes() {
        return List.of(process.toHandle());
    }

    /** Kills it, as a power cut does: nothing of it is kept. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        deleteDirectory(directory);
    }

    private static final class Shared {
        static final RealMariaDb INSTANCE = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::close));
        }
    }
}
