package io.github.once4j.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the failures of PostgreSQL and of its pool mean, and on which threads a client works. */
final class JdbcNxClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String url = JdbcDatabases.url(JdbcDialect.POSTGRESQL);
    private final HikariDataSource pool = RealDatabase.pool(url, 12);
    private final NxClient client =
            JdbcNxClient.builder(pool).createTableIfMissing().build();

    @AfterEach
    void close() {
        client.close();
        pool.close();
    }

    @Test
    void aRowThatAnotherTransactionHasLockedIsGivenUpAndNothingWasChanged() throws Exception {
        get(acquire("a", Duration.ofMillis(1)));
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select * from once_lock where lock_key = 'a' for update");
            long begin = System.nanoTime();
            assertThat(failure(acquire("a", LONG)))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("canceling statement");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(10));
            other.rollback();
        }
        assertThat(get(client.holder("a"))).isEmpty();
    }

    @Test
    void renewalsDoNotWaitForALockedRowAmongThem() throws Exception {
        List<RenewRequest> requests = new ArrayList<>();
        for (String key : List.of("a", "b", "c")) {
            get(acquire(key, LONG));
            requests.add(new RenewRequest(key, Token.of("token"), LONG));
        }
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select * from once_lock where lock_key = 'b' for update");
            List<CompletionStage<Boolean>> renewed = client.renewAll(requests);
            assertThat(get(renewed.get(0))).isTrue();
            assertThat(get(renewed.get(2))).isTrue();
            assertThat(failure(renewed.get(1))).isInstanceOf(NotExecutedException.class);
            other.rollback();
        }
        assertThat(get(client.renew(requests.get(1)))).isTrue();
    }

    @Test
    void renewalsDoNotWaitBehindCallsForALockedRow() throws Exception {
        get(acquire("a", LONG));
        get(acquire("locked", Duration.ofMillis(1)));
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select * from once_lock where lock_key = 'locked' for update");
            List<CompletionStage<AcquireResult>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(acquire("locked", LONG));
            }
            assertThat(get(client.renew(new RenewRequest("a", Token.of("token"), LONG))))
                    .isTrue();
            assertThat(calls).anyMatch(each -> !each.toCompletableFuture().isDone());
            other.rollback();
        }
    }

    @Test
    void aConnectionThatBreaksLeavesTheOutcomeUnknown() throws Exception {
        get(acquire("a", Duration.ofMillis(1)));
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select * from once_lock where lock_key = 'a' for update");
            CompletionStage<AcquireResult> acquiring = acquire("a", LONG);
            await().until(() -> "1".equals(RealDatabase.query(url, """
                    select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'
                    """)));
            assertThat(failure(acquiring)).isInstanceOf(SQLException.class);
            other.rollback();
        }
        assertThat(get(acquire("a", LONG))).isInstanceOf(AcquireResult.Stored.class);
    }

    @Test
    void anOperationThatGetsItsConnectionTooLateIsNotExecuted() throws Exception {
        List<Connection> taken = takeAll(pool);
        CompletionStage<AcquireResult> late = acquire("a", LONG);
        TimeUnit.MILLISECONDS.sleep(2500); // for longer than an operation may wait
        taken.forEach(JdbcNxClientTest::close);
        assertThat(failure(late))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("is the pool large enough?");
        assertThat(get(client.holder("a"))).isEmpty();
    }

    @Test
    void anOperationThatGetsNoConnectionIsNotExecuted() throws Exception {
        try (var small = RealDatabase.pool(url, 2, Duration.ofMillis(250));
                NxClient starving = JdbcNxClient.of(small)) {
            List<Connection> taken = takeAll(small);
            assertThat(failure(starving.holder("a")))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("no connection: ");
            taken.forEach(JdbcNxClientTest::close);
            assertThat(get(starving.holder("a"))).isEmpty();
        }
    }

    private static List<Connection> takeAll(HikariDataSource pool) throws SQLException {
        List<Connection> taken = new ArrayList<>();
        for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
            taken.add(pool.getConnection());
        }
        return taken;
    }

    @Test
    void aDatabaseThatBecomesReadOnlyRefusesAndItsConnectionsAreNotUsedAgain() throws Exception {
        try (var one = RealDatabase.pool(url, 1);
                NxClient client = JdbcNxClient.of(one)) {
            try (Connection connection = one.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("set session characteristics as transaction read only");
            }
            var request = new AcquireRequest("a", Token.of("token"), LONG, false);
            assertThat(failure(client.acquire(request)))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("read-only");
            assertThat(get(client.acquire(request))).isInstanceOf(AcquireResult.Stored.class);
        }
    }

    @Test
    void statementsThatCollideAreTriedAgain() throws Exception {
        String database = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        RealDatabase.execute(url, "alter database " + database + " set default_transaction_isolation = serializable");
        try (var strict = RealDatabase.pool(url, 8);
                NxClient serializable = JdbcNxClient.of(strict)) {
            for (int round = 0; round < 20; round++) {
                String key = "key-" + round;
                List<CompletionStage<AcquireResult>> all = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    all.add(serializable.acquire(new AcquireRequest(key, Token.of("t" + i), LONG, false)));
                }
                int stored = 0;
                for (CompletionStage<AcquireResult> each : all) {
                    stored += get(each) instanceof AcquireResult.Stored ? 1 : 0;
                }
                assertThat(stored).isEqualTo(1);
            }
        }
    }

    @Test
    void anExecutorThatRunsTasksOnTheCallersThreadIsRefused() {
        assertThatThrownBy(
                        () -> JdbcNxClient.builder(pool).executor(Runnable::run).build())
                .hasMessageContaining("threads of its own");
    }

    @Test
    void threadsEndWhenTheyAreIdleAndWhenTheClientIsClosed() throws Exception {
        get(acquire("a", LONG));
        get(client.renew(new RenewRequest("a", Token.of("token"), LONG)));
        assertThat(threads()).isNotEmpty().allMatch(each -> each.getContextClassLoader() == null && each.isDaemon());
        await().atMost(PATIENCE).until(() -> threads().isEmpty());
        get(acquire("b", LONG));
        client.close();
        await().atMost(Duration.ofSeconds(4)).until(() -> threads().isEmpty());
        assertThat(failure(acquire("c", LONG)))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void stagesCompleteOnThreadsThatAGuardKnowsNotToBlock() throws Exception {
        var onCallbackThread = new CompletableFuture<Boolean>();
        try (Connection other = pool.getConnection();
                Statement statement = other.createStatement()) {
            get(acquire("a", Duration.ofMillis(1)));
            other.setAutoCommit(false);
            statement.execute("select * from once_lock where lock_key = 'a' for update");
            acquire("a", LONG).whenComplete((result, failed) -> onCallbackThread.complete(client.isCallbackThread()));
            other.rollback();
        }
        assertThat(onCallbackThread).succeedsWithin(PATIENCE).isEqualTo(true);
        assertThat(client.isCallbackThread()).isFalse();
    }

    @Test
    void aLazyClientConnectsWhenTheDatabaseIsThere() throws Exception {
        RealDatabase.execute(url, "drop table once_lock");
        try (NxClient lazy = JdbcNxClient.builder(pool).lazy().build();
                OnceGuard guard = OnceGuard.builder().sharedClient(lazy).build()) {
            assertThat(lazy).hasToString("a database that is not connected yet");
            assertThatThrownBy(() -> guard.tryRun("a", () -> {}))
                    .isInstanceOf(OnceBackendException.class)
                    .hasMessageContaining("Table `once_lock` does not exist");
            RealDatabase.execute(url, TableSetup.ddl(JdbcDialect.POSTGRESQL, "once_lock"));
            assertThat(guard.tryRun("a", () -> {})).isTrue();
            assertThat(lazy.toString()).startsWith("PostgreSQL at 127.0.0.1:");
        }
    }

    private CompletionStage<AcquireResult> acquire(String key, Duration ttl) {
        return client.acquire(new AcquireRequest(key, Token.of("token"), ttl, false));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<?> stage) throws Exception {
        try {
            throw new AssertionError("did not fail: " + get(stage));
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().startsWith("once4j-jdbc"))
                .toList();
    }
}
