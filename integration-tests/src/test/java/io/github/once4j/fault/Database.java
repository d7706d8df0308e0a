package io.github.once4j.fault;

import static io.github.once4j.fault.Scene.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.jdbc.JdbcNxClient;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.servers.RealDatabase;
import io.github.once4j.servers.RealPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of a scene on PostgreSQL, with its table of locks, and the applications that use it. */
record Database(Scene scene, String url) {
    private static final Duration POOL_TIMEOUT = Duration.ofMillis(250);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A new one on the server that the rows share. */
    static Database create(Scene scene) {
        return new Database(scene, RealPostgres.shared().createDatabase("fault_" + NUMBER.incrementAndGet()));
    }

    /** Sets what its new connections begin with. */
    void configure(String setting) {
        String name = url.substring(url.lastIndexOf('/') + 1, url.indexOf('?'));
        RealPostgres.shared().execute("alter database " + name + " set " + setting);
    }

    /** A pool that lets nobody wait for long; its connections are open, which on a busy machine takes longer than that. */
    HikariDataSource pool() throws Exception {
        HikariDataSource pool = RealDatabase.pool(url, 5, POOL_TIMEOUT);
        scene.closing(pool::close);
        RealDatabase.closeAll(RealDatabase.takeAll(pool));
        return pool;
    }

    App app(Duration lease) throws Exception {
        return app(pool(), lease);
    }

    App app(HikariDataSource pool, Duration lease) throws Exception {
        return scene.app(JdbcNxClient.builder(pool).createTableIfMissing().build(), lease, Quiet.LISTENER);
    }

    boolean isFree(String key) {
        return RealDatabase.query(url, "select 1 from once_lock where expires_at > clock_timestamp()" + and(key))
                == null;
    }

    /** Waits until a held key is renewed; answers how long that took. */
    Duration renewed(App app, Call held) throws Exception {
        String before = end(held.key);
        return Scene.until(held.key + " is renewed", app.bounds.deadline(), () -> {
            assertThat(held.isLost() ? held.reason() : "held").isEqualTo("held");
            return !end(held.key).equals(before);
        });
    }

    private String end(String key) {
        return String.valueOf(RealDatabase.query(url, "select expires_at from once_lock where true" + and(key)));
    }

    private static String and(String key) {
        return " and lock_key = '" + stored(key) + "'";
    }

    /** A transaction of somebody else, which has locked the row of a key. */
    Connection lock(String key) throws SQLException {
        Connection transaction = DriverManager.getConnection(url);
        transaction.setAutoCommit(false);
        try (var statement = transaction.createStatement()) {
            statement.execute("select 1 from once_lock where true" + and(key) + " for update");
        }
        return transaction;
    }

    /** Kills connections; answers how many. */
    int kill(String condition) {
        return Integer.parseInt(Objects.requireNonNull(RealDatabase.query(
                url,
                "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid() and " + condition)));
    }

    /** Calls until the call is refused with this text, as it must be: it may meet a broken connection first. */
    static Call refused(App app, String key, String text) throws Exception {
        List<Call> calls = new ArrayList<>();
        Scene.until(key + " is refused: " + text, app.bounds.lease().dividedBy(2), () -> {
            Call call = app.call(key);
            calls.add(call);
            Throwable failure = call.failure();
            assertThat(failure).isInstanceOf(OnceBackendException.class);
            return String.valueOf(failure.getMessage()).contains(text)
                    && failure.getCause() instanceof NotExecutedException;
        });
        assertThat(calls).noneMatch(Call::hasRun);
        return calls.get(calls.size() - 1);
    }
}
