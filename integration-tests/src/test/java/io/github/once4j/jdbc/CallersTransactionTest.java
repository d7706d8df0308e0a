package io.github.once4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.jdbc.JdbcNxClient;
import io.github.once4j.servers.RealDatabase;
import io.github.once4j.servers.RealPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The caller has a transaction on the same database, which rolls back: its own work is undone, and nothing of the lock's. Another
 * guard, with a pool of its own, sees at once what the first one does.
 */
final class CallersTransactionTest {
    private static final String URL = RealPostgres.shared().createDatabase("callers_transaction");
    private static final HikariDataSource POOL = RealDatabase.pool(URL, 10);
    private static final HikariDataSource OTHER_POOL = RealDatabase.pool(URL, 4);

    private final OnceGuard other = guard(OTHER_POOL);

    @BeforeAll
    static void createTable() {
        RealDatabase.execute(URL, "create table work (id text)");
    }

    @AfterAll
    static void closePools() {
        POOL.close();
        OTHER_POOL.close();
    }

    @AfterEach
    void close() {
        other.close();
        assertThat(RealDatabase.query(URL, "select count(*) from work"))
                .as("the caller's work is rolled back")
                .isEqualTo("0");
    }

    private static OnceGuard guard(DataSource dataSource) {
        return OnceGuard.builder()
                .client(JdbcNxClient.builder(dataSource).createTableIfMissing().build())
                .build();
    }

    /** What a caller does in a transaction that is rolled back. */
    private interface Work {
        void in(Connection transaction) throws SQLException;
    }

    private static void rolledBack(Work work) throws SQLException {
        try (Connection transaction = POOL.getConnection();
                Statement statement = transaction.createStatement()) {
            transaction.setAutoCommit(false);
            statement.execute("insert into work values ('a')");
            work.in(transaction);
            assertThat(transaction.getAutoCommit()).isFalse();
            transaction.rollback();
        }
    }

    private Lease acquired(OnceGuard guard, String key) {
        Lease lease = Objects.requireNonNull(guard.tryAcquire(key));
        assertThat(other.isLocked(key)).as("seen by others at once").isTrue();
        return lease;
    }

    private void release(Lease lease) {
        lease.close();
        assertThat(other.tryRun(lease.key(), () -> {})).as("free for others").isTrue();
    }

    @Test
    void aKeyThatWasTakenBeforeTheTransactionIsHeldAfterIt() throws Exception {
        try (OnceGuard guard = guard(POOL)) {
            Lease lease = acquired(guard, "before");
            rolledBack(transaction -> {});
            assertThat(other.tryRun("before", () -> {})).isFalse();
            assertThat(lease.isHeld()).isTrue();
            release(lease);
        }
    }

    @Test
    void aKeyThatWasTakenInTheTransactionIsHeldAfterIt() throws Exception {
        try (OnceGuard guard = guard(POOL)) {
            var leases = new Lease[1];
            rolledBack(transaction -> leases[0] = acquired(guard, "inside"));
            assertThat(other.tryRun("inside", () -> {})).isFalse();
            assertThat(leases[0].isHeld()).isTrue();
            release(leases[0]);
        }
    }

    @Test
    void aKeyThatWasGivenBackInTheTransactionIsFreeAfterIt() throws Exception {
        try (OnceGuard guard = guard(POOL)) {
            Lease around = acquired(guard, "around");
            rolledBack(transaction -> {
                release(around);
                release(acquired(guard, "around"));
            });
            assertThat(other.tryRun("around", () -> {})).isTrue();
        }
    }

    @Test
    void aGuardedCallAroundTheTransactionAndOneAfterItAreUndisturbed() throws Exception {
        try (OnceGuard guard = guard(POOL)) {
            assertThat(guard.tryRun("call", () -> {
                        try {
                            rolledBack(transaction ->
                                    assertThat(other.isLocked("call")).isTrue());
                        } catch (SQLException failed) {
                            throw new IllegalStateException(failed);
                        }
                        assertThat(other.isLocked("call")).isTrue();
                    }))
                    .isTrue();
            assertThat(other.isLocked("call")).isFalse();
            assertThat(guard.tryRun("call", () -> {})).isTrue();
        }
    }

    /** A transaction that PostgreSQL has aborted refuses every statement; the lock's are not in it. */
    @Test
    void aTransactionThatHasFailedDoesNotFailTheLock() throws Exception {
        try (OnceGuard guard = guard(POOL)) {
            rolledBack(transaction -> {
                assertThatThrownBy(() -> {
                            try (Statement statement = transaction.createStatement()) {
                                statement.execute("select 1 / 0");
                            }
                        })
                        .isInstanceOf(SQLException.class);
                release(acquired(guard, "failed"));
            });
        }
    }

    @Test
    void springsTransactionIsNotJoinedThroughItsProxy() {
        var proxy = new TransactionAwareDataSourceProxy(POOL);
        requireNotJoined(POOL, proxy, proxy);
    }

    @Test
    void springsTransactionIsNotJoinedThroughAProxyBehindAnother() {
        var proxy = new LazyConnectionDataSourceProxy(new TransactionAwareDataSourceProxy(POOL));
        requireNotJoined(POOL, proxy, POOL);
    }

    /** The work is done through one data source, and the locks are kept through another. */
    private void requireNotJoined(DataSource managed, DataSource forLocks, DataSource forWork) {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(managed));
        try (OnceGuard guard = guard(forLocks)) {
            Lease before = acquired(guard, "before");
            Lease inside = transaction.execute(status -> {
                new JdbcTemplate(forWork).update("insert into work values ('a')");
                release(before);
                release(acquired(guard, "around"));
                status.setRollbackOnly();
                return acquired(guard, "inside");
            });
            assertThat(other.tryRun("inside", () -> {})).isFalse();
            assertThat(other.isLocked("before") || other.isLocked("around")).isFalse();
            release(Objects.requireNonNull(inside));
        }
    }

    @Test
    void aProxyThatCannotBeUnwrappedIsRefused() {
        assertThatThrownBy(() -> JdbcNxClient.of(new TransactionAwareDataSourceProxy()))
                .isInstanceOf(OnceException.class)
                .hasMessageContaining("TransactionAwareDataSourceProxy has no target DataSource");
    }
}
