package io.github.once4j.servers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real database whose server is a process of this machine. */
public abstract class RealDatabase implements AutoCloseable {
    RealDatabase() {}

    /** The JDBC URL, with the user in it. */
    public abstract String url();

    /** The processes of the server, its own first. */
    abstract List<ProcessHandle> processes();

    @Override
    public abstract void close();

    /** Executes a statement on a connection of its own. */
    public final void execute(String sql) {
        execute(url(), sql);
    }

    /** Executes a statement on a connection of its own to one of the databases of a server. */
    public static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** The first value of a query as text; {@code null} if there is no row, or no value. */
    public final @Nullable String query(String sql) {
        return query(url(), sql);
    }

    /** As {@link #query(String)}, in one of the databases of a server. */
    public static @Nullable String query(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** A pool of connections, which its caller closes. */
    public final HikariDataSource pool(int size) {
        return pool(url(), size);
    }

    /** A pool of connections to any database, which its caller closes. */
    public static HikariDataSource pool(String url, int size) {
        return pool(url, size, Duration.ofSeconds(30));
    }

    /** As {@link #pool(String, int)}; whoever finds no free connection waits for so long. */
    public static HikariDataSource pool(String url, int size, Duration timeout) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(timeout.toMillis());
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Takes all connections of a pool, which on a busy machine are opened more slowly than the pool lets a caller wait. */
    public static List<Connection> takeAll(HikariDataSource pool) throws SQLException {
        List<Connection> taken = new ArrayList<>();
        while (taken.size() < pool.getMaximumPoolSize()) {
            try {
                taken.add(pool.getConnection());
            } catch (SQLTransientConnectionException busy) {
                // the pool is still opening it
            }
        }
        return taken;
    }

    /** Gives connections back. */
    public static void closeAll(List<Connection> taken) throws SQLException {
        for (Connection each : taken) {
            each.close();
        }
    }

    /** SIGSTOP to all its processes. */
    public final void freeze() {
        signal("STOP");
    }

    /** SIGCONT to all its processes. */
    public final void thaw() {
        signal("CONT");
    }

    /** By one command: one for each of a dozen processes takes a second on a busy machine. */
    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes().forEach(each -> command.add(Long.toString(each.pid())));
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Path newDirectory(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void deleteDirectory(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
