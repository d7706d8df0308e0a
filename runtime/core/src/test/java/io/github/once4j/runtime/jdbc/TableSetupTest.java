package io.github.once4j.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealDatabase;
import io.github.once4j.servers.RealMariaDb;
import io.github.once4j.servers.RealPostgres;
import io.github.once4j.servers.RealRedis;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What a client says when it is created, if its table cannot be used. */
final class TableSetupTest {
    private final List<HikariDataSource> pools = new ArrayList<>();

    @AfterEach
    void close() {
        pools.forEach(HikariDataSource::close);
    }

    private HikariDataSource pool(String url) {
        HikariDataSource pool = RealDatabase.pool(url, 10);
        pools.add(pool);
        return pool;
    }

    private JdbcNxClient client(String url, UnaryOperator<JdbcNxClient.Builder> settings) {
        return settings.apply(JdbcNxClient.builder(pool(url))).build();
    }

    @ParameterizedTest
    @ArgumentsSource(JdbcDatabases.class)
    void missingTableIsToldWithTheStatementThatCreatesIt(JdbcDialect dialect, String url) {
        String ddl = TableSetup.ddl(dialect, "once_lock");
        assertThatThrownBy(() -> JdbcNxClient.of(pool(url)))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageStartingWith(dialect + " at ")
                .hasMessageContaining("Table `once_lock` does not exist")
                .hasMessageContaining("createTableIfMissing()")
                .hasMessageEndingWith(ddl);

        RealDatabase.execute(url, ddl);
        try (var client = JdbcNxClient.of(pool(url))) {
            assertThat(client.toString()).startsWith(dialect + " at ").doesNotContain("user=");
        }
    }

    @ParameterizedTest
    @ArgumentsSource(JdbcDatabases.class)
    void tableIsCreatedOnceByManyAtTheSameTime(JdbcDialect dialect, String url) {
        HikariDataSource pool = pool(url);
        List<CompletableFuture<Void>> creating = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            creating.add(CompletableFuture.runAsync(() ->
                    JdbcNxClient.builder(pool).createTableIfMissing().build().close()));
        }
        assertThat(CompletableFuture.allOf(creating.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(60));
        assertThat(RealDatabase.query(url, "select count(*) from once_lock")).isEqualTo("0");
    }

    @ParameterizedTest
    @ArgumentsSource(JdbcDatabases.class)
    void tableHasTheNameAndTheSchemaThatWereSet(JdbcDialect dialect, String url) {
        String schema = "locks_" + JdbcDatabases.number();
        RealDatabase.execute(url, "create schema " + schema);
        client(url, each -> each.schema(schema).table("job_lock").createTableIfMissing())
                .close();
        assertThat(RealDatabase.query(url, "select count(*) from " + schema + ".job_lock"))
                .isEqualTo("0");
    }

    @Test
    void tableThatLacksAColumnIsTold() {
        String url = JdbcDatabases.url(JdbcDialect.POSTGRESQL);
        RealDatabase.execute(
                url, TableSetup.ddl(JdbcDialect.POSTGRESQL, "once_lock").replaceAll("acquired_at.*", ""));
        assertThatThrownBy(() -> client(url, JdbcNxClient.Builder::createTableIfMissing))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("acquired_at")
                .hasMessageContaining("create table once_lock");
    }

    @ParameterizedTest
    @ArgumentsSource(JdbcDatabases.class)
    void tableThatDoesNotCompareByteForByteIsRefused(JdbcDialect dialect, String url) {
        assumeTrue(dialect != JdbcDialect.H2, "there, bytes are bytes");
        String ddl = TableSetup.ddl(dialect, "once_lock");
        RealDatabase.execute(
                url,
                dialect == JdbcDialect.MARIADB
                        ? ddl.replace("utf8mb4_nopad_bin", "utf8mb4_bin") // ignores blanks at the end
                        : ddl.replace("varchar(768)", "char(768)"));
        assertThatThrownBy(() -> JdbcNxClient.of(pool(url)))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("does not compare keys and tokens byte for byte")
                .hasMessageEndingWith(ddl);
        assertThat(RealDatabase.query(url, "select count(*) from once_lock")).isEqualTo("0");
    }

    @Test
    void missingRightIsToldWithTheOneThatGivesIt() {
        String url = JdbcDatabases.url(JdbcDialect.POSTGRESQL);
        RealDatabase.execute(url, TableSetup.ddl(JdbcDialect.POSTGRESQL, "once_lock"));
        String user = "app_" + JdbcDatabases.number();
        RealDatabase.execute(url, "create role " + user + " login");
        String asUser = url.replace("user=postgres", "user=" + user);
        RealDatabase.execute(url, "grant select, insert, update on once_lock to " + user);

        String grant = "grant select, insert, update, delete on once_lock to " + user;
        assertThatThrownBy(() -> JdbcNxClient.of(pool(asUser)))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("permission denied")
                .hasMessageEndingWith(grant);
        RealDatabase.execute(url, grant);
        JdbcNxClient.of(pool(asUser)).close();
    }

    @Test
    void missingRightToCreateIsTold() {
        String url = JdbcDatabases.url(JdbcDialect.POSTGRESQL);
        String user = "app_" + JdbcDatabases.number();
        RealDatabase.execute(url, "create role " + user + " login");
        RealDatabase.execute(url, "revoke create on schema public from public");
        String asUser = url.replace("user=postgres", "user=" + user);
        assertThatThrownBy(() -> client(asUser, JdbcNxClient.Builder::createTableIfMissing))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("Cannot create table `once_lock`")
                .hasMessageContaining("permission denied");
    }

    @Test
    void readOnlyDatabaseIsTold() {
        String url = JdbcDatabases.url(JdbcDialect.POSTGRESQL);
        RealDatabase.execute(url, TableSetup.ddl(JdbcDialect.POSTGRESQL, "once_lock"));
        String database = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        RealDatabase.execute(url, "alter database " + database + " set default_transaction_read_only = on");
        assertThatThrownBy(() -> JdbcNxClient.of(pool(url)))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("accepts no changes")
                .hasMessageContaining("targetServerType=primary");
    }

    /** Not beside other tests: PostgreSQL's driver cancels all statements of a JVM on one thread, which this one blocks. */
    @Test
    void serverThatHangsWhileAClientConnectsDoesNotBlockItForEver() throws Exception {
        try (var postgres = RealPostgres.start()) {
            HikariDataSource pool = pool(postgres.url() + "&cancelSignalTimeout=1");
            var frozen = new AtomicBoolean();
            DataSource freezing = ConnectionsTest.proxy(DataSource.class, (self, method, arguments) -> {
                Connection connection = pool.getConnection();
                if (frozen.compareAndSet(false, true)) {
                    postgres.freeze();
                }
                return connection;
            });
            try (var lazy = JdbcNxClient.builder(freezing).lazy().build()) {
                assertThat(JdbcFixture.failure(lazy.holder("a"))).isInstanceOf(NotExecutedException.class);
            } finally {
                postgres.thaw();
            }
        }
    }

    /** Tests that travel in time do so. */
    @Test
    void clockThatStandsStillIsTold() {
        assumeTrue(RealMariaDb.isAvailable());
        HikariDataSource pool = pool(JdbcDatabases.url(JdbcDialect.MARIADB) + "&sessionVariables=timestamp=1700000000");
        assertThatThrownBy(
                        () -> JdbcNxClient.builder(pool).createTableIfMissing().build())
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("clock of its connections stands still")
                .hasMessageContaining("set timestamp");
    }

    @Test
    void readOnlyDatabaseInWhichTheTableIsMissingIsTold() {
        assertThatThrownBy(() -> client(
                        JdbcDatabases.url(JdbcDialect.POSTGRESQL) + "&options=-c%20default_transaction_read_only=on",
                        JdbcNxClient.Builder::createTableIfMissing))
                .hasMessageContaining("accepts no changes");
    }

    @Test
    void whatThePoolWaitedForIsTold() {
        String url = JdbcDatabases.url(JdbcDialect.POSTGRESQL);
        HikariDataSource pool = RealDatabase.pool(url + "&sslmode=require", 2, Duration.ofMillis(500));
        pools.add(pool);
        assertThatThrownBy(() -> JdbcNxClient.of(pool))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("request timed out")
                .hasMessageContaining("The server does not support SSL");
    }

    @Test
    void readOnlyPoolIsUsedReadWrite() {
        String url = JdbcDatabases.url(JdbcDialect.POSTGRESQL);
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setReadOnly(true);
        config.setAutoCommit(false);
        var readOnly = new HikariDataSource(config);
        pools.add(readOnly);
        try (var client = JdbcNxClient.builder(readOnly).createTableIfMissing().build()) {
            var request = new AcquireRequest("a", Token.of("token"), Duration.ofMinutes(1), false);
            assertThat(client.acquire(request).toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isInstanceOf(AcquireResult.Stored.class);
        }
        assertThat(RealDatabase.query(url, "select count(*) from once_lock where lock_key = 'a'"))
                .isEqualTo("1");
    }

    @Test
    void databaseThatIsDownIsToldWithoutItsPassword() {
        String url = "jdbc:postgresql://127.0.0.1:" + RealRedis.freePort() + "/app?user=app&password=s3cr3t";
        HikariDataSource pool = RealDatabase.pool(url, 1, Duration.ofMillis(250));
        pools.add(pool);
        assertThatThrownBy(() -> JdbcNxClient.of(pool))
                .isInstanceOf(OnceBackendException.class)
                .hasMessageContaining("Cannot connect to the database for locks")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void nameThatWouldNeedQuotesIsRefused() {
        var builder = JdbcNxClient.builder(pool("jdbc:h2:mem:names"));
        assertThatThrownBy(() -> builder.table("once-lock; drop table users"))
                .isInstanceOf(OnceException.class)
                .hasMessageContaining("letters, digits and underscores");
        assertThatThrownBy(() -> builder.schema("")).isInstanceOf(OnceException.class);
    }
}
