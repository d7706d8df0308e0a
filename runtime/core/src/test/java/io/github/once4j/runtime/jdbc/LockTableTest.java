package io.github.once4j.runtime.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What a client does to the rows of its table, on each database. */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(JdbcDatabases.class)
final class LockTableTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final LockTable table;
    private final Connection connection;

    LockTableTest(JdbcDialect dialect, String url) throws SQLException {
        var pool = RealDatabase.pool(url, 1);
        try (pool) {
            JdbcNxClient.builder(pool).createTableIfMissing().build().close();
        }
        connection = DriverManager.getConnection(url);
        table = new LockTable(dialect, "once_lock");
    }

    @AfterEach
    void close() throws SQLException {
        execute("delete from once_lock");
        connection.close();
    }

    @Test
    void theCheckAtTheStartLeavesNothingBehind() throws SQLException {
        assertThat(rows()).isZero();
    }

    @Test
    void expiredRowsAreSweptAwayAndOthersAreNot() throws SQLException {
        for (int i = 0; i < 5; i++) {
            acquire("old-" + i, Duration.ofMillis(1), false);
        }
        backdate();
        acquire("held", LONG, false);
        acquire("free for a moment", Duration.ofMillis(1), false);

        assertThat(table.sweep(connection, 3)).isEqualTo(3);
        assertThat(table.sweep(connection, 3)).isEqualTo(2);
        assertThat(table.sweep(connection, 3)).isZero();
        assertThat(rows()).isEqualTo(2);
        assertThat(table.holder(connection, "held")).isPresent();
    }

    @Test
    void aRowThatIsUsedAgainBeforeItIsDeletedIsNotSweptAway() throws SQLException {
        acquire("a", Duration.ofMillis(1), false);
        backdate();
        Connection slow = ConnectionsTest.proxy(Connection.class, (self, method, arguments) -> {
            if (String.valueOf(arguments[0]).startsWith("delete")) {
                acquire("a", LONG, false);
            }
            return method.invoke(connection, arguments);
        });
        assertThat(table.sweep(slow, 10)).isEqualTo(1);
        assertThat(table.holder(connection, "a")).isPresent();
    }

    @Test
    void aFenceOutlivesItsKeyByADay() throws SQLException {
        long first = fence(acquire("a", Duration.ofMillis(1), true));
        backdate();
        assertThat(table.sweep(connection, 10)).isZero();
        assertThat(fence(acquire("a", Duration.ofMillis(1), true))).isGreaterThan(first);

        backdate();
        execute("update once_lock set fence = fence - 86000000000"); // in microseconds: not quite a day
        assertThat(table.sweep(connection, 10)).isZero();
        execute("update once_lock set fence = fence - 500000000");
        assertThat(table.sweep(connection, 10)).isEqualTo(1);
        assertThat(fence(acquire("a", Duration.ofMillis(1), true))).isGreaterThan(first);
    }

    @Test
    void aFenceGrowsThoughTheClockWasSetBack() throws SQLException {
        acquire("a", Duration.ofMillis(1), true);
        execute("update once_lock set fence = fence + 3600000000");
        backdate();
        long ahead = fence(acquire("a", Duration.ofMillis(1), true));
        backdate();
        assertThat(fence(acquire("a", Duration.ofMillis(1), true))).isEqualTo(ahead + 1);
    }

    @Test
    void aKeyThatWasAcquiredWithoutAFenceKeepsItsLastOne() throws SQLException {
        long first = fence(acquire("a", Duration.ofMillis(1), true));
        backdate();
        assertThat(acquire("a", Duration.ofMillis(1), false)).isInstanceOf(AcquireResult.Stored.class);
        backdate();
        execute("update once_lock set fence = fence + 3600000000");
        assertThat(fence(acquire("a", LONG, true))).isGreaterThan(first + 3_600_000_000L);
    }

    @Test
    void manyAreRenewedTogetherAndThoseThatAreNotHeldAreTold() throws SQLException {
        List<RenewRequest> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            acquire("many-" + i, Duration.ofSeconds(5), false);
            all.add(new RenewRequest("many-" + i, Token.of("token of many-" + i), LONG));
        }
        assertThat(table.renewTogether(connection, all)).hasSize(100).containsOnly(true);
        assertThat(table.holder(connection, "many-99").orElseThrow().remaining().orElseThrow())
                .isGreaterThan(Duration.ofSeconds(5));

        all.set(7, new RenewRequest("many-7", Token.of("another's"), LONG));
        all.set(8, new RenewRequest("nobody's", Token.of("token"), LONG));
        Boolean[] renewed = table.renewTogether(connection, all);
        assertThat(renewed[7]).isFalse();
        assertThat(renewed[8]).isFalse();
        assertThat(renewed).filteredOn(each -> each).hasSize(98);
    }

    @Test
    void aTimeIsRoundedUpToAMicrosecond() {
        assertThat(LockTable.micros(Duration.ofNanos(1))).isEqualTo(1);
        assertThat(LockTable.micros(Duration.ofNanos(1_000))).isEqualTo(1);
        assertThat(LockTable.micros(Duration.ofNanos(1_001))).isEqualTo(2);
    }

    @Test
    void theLongestTimeIsStored() throws SQLException {
        acquire("a", Duration.ofDays(1_000_000), false);
        assertThat(table.holder(connection, "a").orElseThrow().remaining().orElseThrow())
                .isBetween(Duration.ofDays(36_499), Duration.ofDays(36_500));
    }

    private AcquireResult acquire(String key, Duration ttl, boolean fenced) throws SQLException {
        return table.acquire(connection, new AcquireRequest(key, Token.of("token of " + key), ttl, fenced));
    }

    private static long fence(AcquireResult result) {
        return ((AcquireResult.Stored) result).fence().orElseThrow();
    }

    /** Lets all rows have expired two minutes ago. */
    private void backdate() throws SQLException {
        String ago = SqlStatement.of(table.dialect, "once_lock", "update once_lock set expires_at = {later}")
                .text()
                .replace("?", "-120000000");
        execute(ago);
    }

    private int rows() throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from once_lock")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
