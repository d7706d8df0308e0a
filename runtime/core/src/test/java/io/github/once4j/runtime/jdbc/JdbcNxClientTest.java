package io.github.once4j.runtime.jdbc;

import static io.github.once4j.runtime.jdbc.JdbcFixture.LONG;
import static io.github.once4j.runtime.jdbc.JdbcFixture.SHORT;
import static io.github.once4j.runtime.jdbc.JdbcFixture.failure;
import static io.github.once4j.runtime.jdbc.JdbcFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the failures of PostgreSQL and of its pool mean, and on which threads a client works. */
final class JdbcNxClientTest {
    private final JdbcFixture jdbc = new JdbcFixture();
    private final String url = jdbc.url;
    private final HikariDataSource pool = jdbc.pool;
    private final NxClient client = jdbc.client;

    @AfterEach
    void close() {
        jdbc.close();
    }

    @Test
    void renewalsDoNotWaitBehindCallsForALockedRow() throws Exception {
        RealDatabase.closeAll(RealDatabase.takeAll(pool)); // HikariCP may forget to open one for the last who asks
        get(jdbc.acquire("a", LONG));
        get(jdbc.acquire("locked", SHORT));
        try (Connection other = jdbc.lockRow("locked")) {
            List<CompletionStage<AcquireResult>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(jdbc.acquire("locked", LONG));
            }
            assertThat(get(client.renew(new RenewRequest("a", Token.of("token"), LONG))))
                    .isTrue();
            assertThat(calls).anyMatch(each -> !each.toCompletableFuture().isDone());
            other.rollback();
        }
    }

    @Test
    void moreKeysAreRenewedTogetherThanOneStatementRenewsAndOneThatCannotBeStoredDoesNoHarm() throws Exception {
        List<RenewRequest> requests = new ArrayList<>();
        for (int i = 0; i < LockTable.MOST_TOGETHER + 50; i++) {
            get(jdbc.acquire("k" + i, LONG));
            requests.add(new RenewRequest("k" + i, Token.of("token"), LONG));
        }
        requests.set(7, new RenewRequest("k".repeat(5_000), Token.of("token"), LONG));
        List<CompletionStage<Boolean>> renewed = client.renewAll(requests);
        for (int i = 0; i < requests.size(); i++) {
            assertThat(get(renewed.get(i))).as("renewal %s", i).isEqualTo(i != 7);
        }
    }

    @Test
    void aConnectionThatBreaksLeavesTheOutcomeUnknown() throws Exception {
        get(jdbc.acquire("a", SHORT));
        try (Connection other = jdbc.lockRow("a")) {
            CompletionStage<AcquireResult> acquiring = jdbc.acquire("a", LONG);
            await().until(() -> "1".equals(RealDatabase.query(url, """
                    select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock'
                    """)));
            assertThat(failure(acquiring)).isInstanceOf(SQLException.class);
            other.rollback();
        }
        assertThat(get(jdbc.acquire("a", LONG))).isInstanceOf(AcquireResult.Stored.class);
    }

    @Test
    void anOperationThatGetsNoConnectionIsNotExecuted() throws Exception {
        try (var small = RealDatabase.pool(url, 2, Duration.ofMillis(250));
                NxClient starving = JdbcNxClient.of(small)) {
            List<Connection> taken = RealDatabase.takeAll(small);
            assertThat(failure(starving.holder("a")))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("no connection: ");
            RealDatabase.closeAll(taken);
            assertThat(get(starving.holder("a"))).isEmpty();
        }
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
    void aRowThatNeverExpiresIsBusyAndCanBeReleasedByForce() throws Exception {
        RealDatabase.execute(
                url,
                "insert into once_lock (lock_key, token, acquired_at, expires_at)"
                        + " values ('once:kept', 'by hand', now(), 'infinity')");
        try (OnceGuard guard = OnceGuard.builder().sharedClient(client).build()) {
            assertThat(guard.tryRun("kept", () -> {})).isFalse();
            assertThat(guard.holder("kept").orElseThrow().token()).isEqualTo("by hand");
            assertThat(guard.release("kept")).isTrue();
            assertThat(guard.tryRun("kept", () -> {})).isTrue();
        }
    }

    @Test
    void anExecutorThatRunsTasksOnTheCallersThreadIsRefused() {
        assertThatThrownBy(
                        () -> JdbcNxClient.builder(pool).executor(Runnable::run).build())
                .hasMessageContaining("threads of its own");
    }

    @Test
    void stagesCompleteOnThreadsThatAGuardKnowsNotToBlock() throws Exception {
        var onCallbackThread = new CompletableFuture<Boolean>();
        get(jdbc.acquire("a", SHORT));
        try (Connection other = jdbc.lockRow("a")) {
            jdbc.acquire("a", LONG)
                    .whenComplete((result, failed) -> onCallbackThread.complete(client.isCallbackThread()));
            other.rollback();
        }
        assertThat(onCallbackThread).succeedsWithin(LONG).isEqualTo(true);
        assertThat(client.isCallbackThread()).isFalse();
    }

    /** H2 keeps a time zone with each time, which summer time changes, too. */
    @ParameterizedTest
    @CsvSource({"Asia/Tokyo, America/New_York", "America/New_York, Asia/Tokyo"})
    void processesMayHaveOtherTimeZones(String one, String other) throws Exception {
        String h2 = JdbcDatabases.url(JdbcDialect.H2);
        try (var pool1 = RealDatabase.pool(h2 + ";TIME ZONE=" + one, 2);
                var pool2 = RealDatabase.pool(h2 + ";TIME ZONE=" + other, 2);
                var client1 = JdbcNxClient.builder(pool1).createTableIfMissing().build();
                var client2 = JdbcNxClient.of(pool2)) {
            var stored = (AcquireResult.Stored)
                    get(client1.acquire(new AcquireRequest("k", Token.of("one"), Duration.ofMinutes(1), true)));
            assertThat(stored.fence().orElseThrow() / 1_000_000)
                    .isCloseTo(System.currentTimeMillis() / 1000, within(60L));
            assertThat(get(client2.holder("k")).flatMap(StoredLock::remaining).orElseThrow())
                    .isBetween(Duration.ZERO, Duration.ofMinutes(1));
            assertThat(get(client2.acquire(new AcquireRequest("k", Token.of("other"), Duration.ofMinutes(1), false))))
                    .isInstanceOf(AcquireResult.Busy.class);
        }
    }

    @Test
    void aThreadThatIsInterruptedAlreadyConnectsAndStaysSo() throws Exception {
        Thread.currentThread().interrupt();
        try (NxClient another = JdbcNxClient.of(pool)) {
            assertThat(Thread.interrupted()).isTrue();
            assertThat(get(another.holder("a"))).isEmpty();
        }
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
}
