package io.github.once4j.runtime.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks, when a client connects, whether it can keep locks in its table: uses it as a guard does, in a transaction that is
 * rolled back. Creates the table if that was asked for.
 */
final class TableSetup {
    private static final int ATTEMPTS = 4;

    private static final Set<JdbcDialect> HAS_SETTABLE_CLOCK = Set.of(JdbcDialect.MARIADB, JdbcDialect.MYSQL);

    /** A table of locks that can be used, and the name of its database for messages. */
    record Database(String name, LockTable table) {}

    private final Connections connections;
    private final @Nullable JdbcDialect dialect;
    private final String table;
    private final boolean create;

    /**
     * Creates a setup that has done nothing yet.
     *
     * @param dialect {@code null} to find it out
     * @param table the name, with its schema if it has one
     */
    TableSetup(Connections connections, @Nullable JdbcDialect dialect, String table, boolean create) {
        this.connections = connections;
        this.dialect = dialect;
        this.table = table;
        this.create = create;
    }

    /**
     * Connects, and checks the table.
     *
     * @throws OnceBackendException if the database cannot be reached, or the table cannot be used
     */
    Database connect() {
        try {
            return connections.setUp(connection -> {
                DatabaseMetaData database = connection.getMetaData();
                JdbcDialect known = dialect == null ? found(database) : dialect;
                String name = known + " at " + SafeUrl.of(database.getURL());
                return new Session(connection, known, name, database.getUserName()).connect();
            });
        } catch (SQLException | NotExecutedException failed) {
            throw new OnceBackendException(
                    "Cannot connect to the database for locks: " + SafeUrl.reason(failed)
                            + ". Is it running, and are address, user and password of the DataSource right?",
                    failed);
        }
    }

    private static JdbcDialect found(DatabaseMetaData database) throws SQLException {
        String product = database.getDatabaseProductName();
        if (database.getDatabaseProductVersion().contains("MariaDB")) { // whose servers are MySQL to MySQL's driver
            return JdbcDialect.MARIADB;
        }
        return Stream.of(JdbcDialect.values())
                .filter(each -> each.toString().equals(product))
                .findFirst()
                .orElseThrow(() -> new OnceException(product + " is not one of the databases that JdbcNxClient knows: "
                        + Stream.of(JdbcDialect.values())
                                .map(JdbcDialect::toString)
                                .collect(Collectors.joining(", "))
                        + ". If it understands the SQL of one of them, set it by builder(dataSource).dialect(…)."));
    }

    /** The statement that creates the table. */
    static String ddl(JdbcDialect dialect, String table) {
        try (InputStream file = TableSetup.class.getResourceAsStream(dialect.ddlFile())) {
            if (file == null) {
                throw new OnceException("The file " + dialect.ddlFile() + " is not on the class path of once4j.");
            }
            String text = new String(file.readAllBytes(), UTF_8);
            return text.replaceAll("(?m)^--.*\\R?", "")
                    .replace("once_lock", table)
                    .strip()
                    .replaceAll(";$", "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What is done on the one connection. */
    private final class Session {
        private final Connection connection;
        private final LockTable locks;
        private final String where;
        private final String user;

        Session(Connection connection, JdbcDialect dialect, String where, String user) {
            this.connection = connection;
            this.locks = new LockTable(dialect, table);
            this.where = where;
            this.user = user;
        }

        Database connect() throws SQLException {
            SQLException failed = check();
            if (failed != null && create && SqlFailure.isMissing(failed)) {
                SQLException notCreated = create();
                failed = check(); // another process may have created it at the same time
                if (failed != null && notCreated != null) {
                    throw isReadOnly(notCreated)
                            ? unusable(notCreated)
                            : failure(
                                    "Cannot create table `" + table + "`: " + message(notCreated)
                                            + ". Let someone who may do so create it:\n\n" + ddl(),
                                    notCreated);
                }
            }
            if (failed != null) {
                throw unusable(failed);
            }
            return new Database(where, locks);
        }

        /** Why the table cannot be used; {@code null} if it can. */
        private @Nullable SQLException check() throws SQLException {
            for (int attempt = 1; ; attempt++) {
                connection.setAutoCommit(false);
                try {
                    use();
                    return null;
                } catch (SQLException failed) {
                    if (attempt == ATTEMPTS || SqlFailure.of(locks.dialect, failed) != SqlFailure.TRY_AGAIN) {
                        return failed;
                    }
                } finally {
                    endTransaction();
                }
            }
        }

        /** A connection that is broken has failed before. */
        private void endTransaction() {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException failed) {
                Log.log(Level.DEBUG, "The check of the table of locks could not be rolled back", failed);
            }
        }

        /** All that is done with a lock, and what needs a column that compares byte for byte. */
        private void use() throws SQLException {
            String key = "once4j-check-" + UUID.randomUUID();
            String token = "check";
            Duration ttl = Duration.ofMinutes(1);
            var request = new AcquireRequest(key, Token.of(token), ttl, true);
            locks.acquire(connection, request);
            Optional<StoredLock> held = locks.holder(connection, key);
            if (HAS_SETTABLE_CLOCK.contains(locks.dialect)
                    && held.flatMap(StoredLock::remaining).filter(ttl::equals).isPresent()) {
                throw failure(
                        "The clock of its connections stands still: no key would ever expire. Do not `set timestamp` in the"
                                + " connections of the DataSource.",
                        null);
            }
            boolean exact = held.isPresent()
                    && locks.holder(connection, "ONCE4J" + key.substring(6)).isEmpty()
                    && locks.holder(connection, key + " ").isEmpty()
                    && !locks.renew(connection, new RenewRequest(key, Token.of("CHECK"), ttl))
                    && !locks.renew(connection, new RenewRequest(key, Token.of("check "), ttl))
                    && locks.acquire(connection, request) instanceof AcquireResult.AlreadyOwned;
            if (!exact) {
                throw failure(
                        "Table `" + table + "` does not compare keys and tokens byte for byte: keys that differ in"
                                + " case, or in blanks at their end, would be one. Its columns need the collation of:\n\n"
                                + ddl(),
                        null);
            }
            locks.release(connection, new ReleaseRequest(key, Token.of(token)));
            locks.delete(connection, key);
        }

        private @Nullable SQLException create() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(ddl());
                return null;
            } catch (SQLException failed) {
                return failed;
            }
        }

        private OnceBackendException unusable(SQLException failed) {
            String why;
            if (SqlFailure.isForbidden(failed)) {
                why = "User `" + user + "` may not use table `" + table + "` as locks need it: " + message(failed)
                        + ". Let its owner run:\n\ngrant select, insert, update, delete on " + table + " to " + user;
            } else if (SqlFailure.isMissing(failed)) {
                why = "Table `" + table + "` does not exist, or lacks a column: " + message(failed)
                        + ". Create it, or let JdbcNxClient.builder(dataSource).createTableIfMissing() do so:\n\n"
                        + ddl();
            } else if (isReadOnly(failed)) {
                why = "The database accepts no changes: " + message(failed)
                        + ". Locks need the primary: PostgreSQL's driver finds it by targetServerType=primary.";
            } else {
                why = "Table `" + table + "` cannot be used: " + message(failed);
            }
            return failure(why, failed);
        }

        private boolean isReadOnly(SQLException failed) {
            return SqlFailure.of(locks.dialect, failed) == SqlFailure.READ_ONLY;
        }

        private OnceBackendException failure(String why, @Nullable Throwable cause) {
            return new OnceBackendException(where + ": " + why, cause);
        }

        private String message(SQLException failed) {
            return SafeUrl.reason(failed);
        }

        private String ddl() {
            return TableSetup.ddl(locks.dialect, table);
        }
    }
}
