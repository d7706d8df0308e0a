package io.github.once4j.runtime.jdbc;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps keys in a table of a database, through JDBC: PostgreSQL, MariaDB and H2; also MySQL, Oracle and SQL Server, which the
 * build of once4j does not test. Thread-safe.
 *
 * <pre>{@code
 * JdbcNxClient.of(dataSource)
 * JdbcNxClient.builder(dataSource).schema("locks").createTableIfMissing().build()
 * }</pre>
 *
 * <p>The table {@code once_lock} has a row for each key; the statement that creates it is in the file of this package that is named
 * after the database, such as {@code postgresql.sql}. All times are the database's.
 *
 * <p>Each operation takes a connection from the data source, executes one or a few statements in autocommit, and closes it. It does
 * so on threads of the client, so that it never takes part in a transaction of the caller, and so that a database that does not
 * respond never blocks a caller for longer than the guard allows. The data source should be a pool with a connection to spare: a
 * caller that holds the last connection while it waits for a lock waits in vain.
 *
 * <p>A key has at most 768 bytes in UTF-8.
 */
public final class JdbcNxClient implements NxClient {
    private final LockOperations operations;

    private JdbcNxClient(LockOperations operations) {
        this.operations = operations;
    }

    /**
     * Uses the table {@code once_lock} of a database, which must exist.
     *
     * @param dataSource gives connections to the primary; the client does not close it
     * @return a client with threads of its own
     * @throws OnceBackendException if the database cannot be reached, or the table is missing or cannot be used
     * @throws OnceException if the database is none that is known
     */
    public static JdbcNxClient of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * Creates a builder, to set what differs from {@link #of}.
     *
     * @param dataSource gives connections to the primary; the client does not close it
     * @return a builder
     */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        return operations.acquire(request);
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        return operations.renew(request);
    }

    /** Keys that are renewed for the same time are renewed by one statement. */
    @Override
    public List<CompletionStage<Boolean>> renewAll(List<RenewRequest> requests) {
        return operations.renewAll(requests);
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        return operations.release(request);
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        return operations.holder(key);
    }

    @Override
    public boolean isCallbackThread() {
        return WorkerThreads.isCurrent();
    }

    @Override
    public String toString() {
        return operations.toString();
    }

    /** Ends the threads of the client. Neither the data source nor an executor that was set is closed. */
    @Override
    public void close() {
        operations.close();
    }

    /** Creates a {@link JdbcNxClient}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

        private final DataSource dataSource;
        private String table = "once_lock";
        private @Nullable String schema;
        private @Nullable JdbcDialect dialect;
        private @Nullable Executor executor;
        private boolean create;
        private boolean lazy;

        private Builder(DataSource dataSource) {
            this.dataSource = required(dataSource, "JdbcNxClient.builder");
        }

        /**
         * Sets the name of the table. Defaults to {@code once_lock}.
         *
         * @param table a name of letters, digits and underscores, which is not quoted in SQL
         * @return this builder
         */
        public Builder table(String table) {
            this.table = name(table, "table");
            return this;
        }

        /**
         * Sets the schema of the table. Defaults to that of the connections.
         *
         * @param schema a name of letters, digits and underscores, which is not quoted in SQL
         * @return this builder
         */
        public Builder schema(String schema) {
            this.schema = name(schema, "schema");
            return this;
        }

        /**
         * Sets the SQL to use. Defaults to that of the database, as its driver names it.
         *
         * @param dialect the database whose SQL is understood
         * @return this builder
         */
        public Builder dialect(JdbcDialect dialect) {
            this.dialect = required(dialect, "dialect");
            return this;
        }

        /**
         * Sets where statements are executed. Defaults to at most ten daemon threads, two of which renew leases.
         *
         * @param executor runs tasks that block, on threads of its own; not the executor of the guard, whose bodies may wait for
         *     them
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = required(executor, "executor");
            return this;
        }

        /**
         * Creates the table when the client connects, if it does not exist. The user of the connections must be allowed to.
         *
         * @return this builder
         */
        public Builder createTableIfMissing() {
            create = true;
            return this;
        }

        /**
         * Connects with the first operation instead of at once: the application starts while the database is down, and each
         * guarded call throws {@link OnceBackendException} until it is there.
         *
         * @return this builder
         */
        public Builder lazy() {
            lazy = true;
            return this;
        }

        /**
         * Creates the client, and checks that it can use the table.
         *
         * @return a client
         * @throws OnceBackendException if the database cannot be reached, or the table is missing or cannot be used
         * @throws OnceException if the database is none that is known
         */
        public JdbcNxClient build() {
            var connections = new Connections(dataSource);
            var setup = new TableSetup(connections, dialect, schema == null ? table : schema + "." + table, create);
            var operations = new LockOperations(connections, setup, executor);
            if (!lazy) {
                operations.connect();
            }
            return new JdbcNxClient(operations);
        }

        private static String name(@Nullable String name, String setting) {
            if (name == null || !NAME.matcher(name).matches()) {
                throw new OnceException("JdbcNxClient.Builder." + setting + "(" + Text.printable(String.valueOf(name))
                        + "): a name has up to 63 letters, digits and underscores, and does not begin with a digit.");
            }
            return name;
        }

        private static <T> T required(@Nullable T value, String setting) {
            if (value == null) {
                throw new OnceException(setting + "(null): pass a value.");
            }
            return value;
        }
    }
}
