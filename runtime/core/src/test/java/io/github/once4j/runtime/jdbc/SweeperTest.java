package io.github.once4j.runtime.jdbc;

import static io.github.once4j.runtime.jdbc.JdbcFixture.LONG;
import static io.github.once4j.runtime.jdbc.JdbcFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When rows that are not used any more are deleted. */
final class SweeperTest {
    @Test
    void oneInSixOfManyProcessesSweepsAtItsFirstGrant() throws Exception {
        try (var jdbc = new JdbcFixture()) {
            RealDatabase.execute(jdbc.url, """
                    insert into once_lock (lock_key, token, acquired_at, expires_at)
                    values ('old', 'token', now() - interval '1 hour', now() - interval '1 hour')
                    """);
            for (int i = 0; i < 100 && !isSwept(jdbc); i++) { // all that many miss it once in eighty million runs
                try (NxClient client = JdbcNxClient.of(jdbc.pool)) {
                    get(client.acquire(new AcquireRequest("k" + i, Token.of("token"), LONG, false)));
                }
            }
            await().until(() -> isSwept(jdbc));
        }
    }

    private static boolean isSwept(JdbcFixture jdbc) {
        return RealDatabase.query(jdbc.url, "select count(*) from once_lock where lock_key = 'old'")
                .equals("0");
    }

    @Test
    void aProcessSweepsNoMoreThanOnceAMinute() {
        List<Sweeper> due =
                Stream.generate(Sweeper::new).limit(200).filter(Sweeper::isDue).toList();
        assertThat(due).hasSizeBetween(1, 100).noneMatch(Sweeper::isDue);
    }

    @Test
    void sweepsUntilNotAllThatItReadsAtOnceIsFound() {
        List<Integer> asked = new ArrayList<>();
        Sweeper.sweep(atMost -> {
            asked.add(atMost);
            return asked.size() < 4 ? atMost : atMost - 1;
        });
        assertThat(asked).containsExactly(500, 500, 500, 500);
    }

    @Test
    void endsThoughOthersAddRowsMeanwhile() {
        List<Integer> asked = new ArrayList<>();
        Sweeper.sweep(atMost -> {
            asked.add(atMost);
            return asked.size() > 10_000 ? 0 : atMost;
        });
        assertThat(asked).hasSize(200);
    }

    @Test
    void failureEndsIt() {
        List<Integer> asked = new ArrayList<>();
        Sweeper.sweep(atMost -> {
            asked.add(atMost);
            throw new SQLException("down");
        });
        assertThat(asked).hasSize(1);
    }
}
