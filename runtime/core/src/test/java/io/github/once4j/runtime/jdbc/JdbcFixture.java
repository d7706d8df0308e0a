package io.github.once4j.runtime.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A client of a new database of PostgreSQL. */
final class JdbcFixture implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(20);
    static final Duration SHORT = Duration.ofMillis(1);

    final String url = JdbcDatabases.url(JdbcDialect.POSTGRESQL);
    final HikariDataSource pool = RealDatabase.pool(url, 12);
    final NxClient client = JdbcNxClient.builder(pool).createTableIfMissing().build();

    @Override
    public void close() {
        client.close();
        pool.close();
    }

    CompletionStage<AcquireResult> acquire(String key, Duration ttl) {
        return client.acquire(new AcquireRequest(key, Token.of("token"), ttl, false));
    }

    /** A transaction of somebody else that has locked the row of a key; to be closed before it commits. */
    Connection lockRow(String key) throws SQLException {
        Connection other = pool.getConnection();
        other.setAutoCommit(false);
        try (Statement statement = other.createStatement()) {
            statement.execute("select * from once_lock where lock_key = '" + key + "' for update");
        }
        return other;
    }

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    static Throwable failure(CompletionStage<?> stage) throws Exception {
        try {
            throw new AssertionError("did not fail: " + get(stage));
        } catch (ExecutionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }
}
