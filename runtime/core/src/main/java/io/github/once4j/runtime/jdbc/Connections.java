package io.github.once4j.runtime.jdbc;

import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.TryAgainException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Runs operations on connections, each on one that is taken from the data source and closed again: in autocommit, so that each
 * statement is a transaction of its own, and read-write.
 */
final class Connections {
    /** For a server that does not respond at all: the statement's own time-out needs one that does. */
    private static final int NETWORK_TIMEOUT_MILLIS = 1000 * (SqlStatement.TIMEOUT_SECONDS + 1);

    /** An operation that has waited for a connection for longer is not executed: nobody waits for it any more. */
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(SqlStatement.TIMEOUT_SECONDS);

    private static final int ATTEMPTS = 4;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private final DataSource dataSource;

    Connections(DataSource dataSource) {
        this.dataSource = TransactionAwareProxy.unwrapped(dataSource);
    }

    /** What is done on a connection. */
    interface Operation<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Runs an operation, again if another statement was in its way.
     *
     * @param askedAt when it was asked for, of {@link System#nanoTime}
     * @throws NotExecutedException if nothing was changed
     * @throws SQLException if it is unknown whether something was changed
     */
    <T> T run(JdbcDialect dialect, long askedAt, Operation<T> operation) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(askedAt, dialect, operation);
            } catch (TryAgainException inTheWay) {
                if (attempt == ATTEMPTS || System.nanoTime() - askedAt > LONGEST_WAIT) {
                    throw inTheWay;
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * PAUSE));
            }
        }
    }

    /** Runs the check of the table, which may create it first. */
    <T> T setUp(Operation<T> operation) throws SQLException {
        Connection connection = open();
        try (var prepared = new Prepared(connection)) {
            prepared.begin();
            return operation.on(connection);
        }
    }

    private <T> T once(long askedAt, JdbcDialect dialect, Operation<T> operation) throws SQLException {
        Connection connection = open();
        try (var prepared = new Prepared(connection)) {
            if (System.nanoTime() - askedAt > LONGEST_WAIT) {
                throw new NotExecutedException("no connection was free within "
                        + TimeUnit.NANOSECONDS.toMillis(LONGEST_WAIT) + " ms: is the pool large enough?");
            }
            try {
                prepared.begin();
                return operation.on(connection);
            } catch (SQLException failed) {
                throw meaning(dialect, failed, connection);
            }
        }
    }

    private static SQLException meaning(JdbcDialect dialect, SQLException failed, Connection connection) {
        String message = SafeUrl.withoutSecrets(failed.getMessage());
        switch (SqlFailure.of(dialect, failed)) {
            case TRY_AGAIN -> throw new TryAgainException(message);
            case NOT_EXECUTED -> throw new NotExecutedException(message, failed);
            case READ_ONLY -> {
                abort(connection);
                throw new NotExecutedException(message, failed);
            }
            default -> {
                return failed;
            }
        }
    }

    /** Opens a connection, in the state that the data source gives it. */
    private Connection open() {
        try {
            return Objects.requireNonNull(dataSource.getConnection(), "the DataSource returned null");
        } catch (SQLException | RuntimeException | LinkageError failed) { // of a class that the driver lacks
            throw new NotExecutedException("no connection: " + SafeUrl.reason(failed), failed);
        }
    }

    /** A server that became a replica: the pool must not use its connections any more, and looks for the primary. */
    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException | AbstractMethodError unsupported) {
            Log.log(Level.DEBUG, "A connection to a read-only database could not be aborted", unsupported);
        }
    }

    /** Sets a connection up, gives it back as it was, and closes it. What fails then does not change the result. */
    private static final class Prepared implements AutoCloseable {
        private final Connection connection;
        private boolean setAutoCommit;
        private boolean setReadWrite;
        private int networkTimeout = -1;

        Prepared(Connection connection) {
            this.connection = connection;
        }

        void begin() throws SQLException {
            if (connection.isReadOnly()) {
                connection.setReadOnly(false);
                setReadWrite = true;
            }
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
                setAutoCommit = true;
            }
            try {
                int configured = connection.getNetworkTimeout();
                if (configured == 0 || configured > NETWORK_TIMEOUT_MILLIS) {
                    connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
                    networkTimeout = configured;
                }
            } catch (SQLFeatureNotSupportedException unsupported) {
                networkTimeout = -1; // an embedded database has no network
            }
        }

        @Override
        public void close() {
            try (Connection closed = connection) {
                if (!closed.isClosed()) {
                    restore();
                }
            } catch (SQLException | RuntimeException failed) {
                Log.log(Level.DEBUG, "A connection could not be given back", failed);
            }
        }

        private void restore() throws SQLException {
            if (networkTimeout >= 0) {
                connection.setNetworkTimeout(Runnable::run, networkTimeout);
            }
            if (setAutoCommit) {
                connection.setAutoCommit(false);
            }
            if (setReadWrite) {
                connection.setReadOnly(true);
            }
        }
    }
}
