package io.github.once4j.runtime.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.servers.RealRedis;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Redis 6.2 does not know {@code SET} with {@code NX} and {@code GET}: a script acquires the key. */
class OldServerTest {
    private static final Pattern SETS = Pattern.compile("cmdstat_set:.*failed_calls=(\\d+)");

    @BeforeAll
    static void scripts() {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
    }

    @Test
    void theScriptTakesTheKeyAtOnceAndThatIsRemembered() throws Exception {
        try (var server = RealRedis.start(RealRedis.freePort(), RealRedis.redis62());
                NxClient client = LettuceNxClient.connect(server.uri())) {
            for (int i = 0; i < 10; i++) {
                Replies.works(client, "k" + i, false);
            }
            Matcher refused = SETS.matcher(server.run("INFO", "commandstats"));
            assertThat(refused.results()
                            .mapToInt(each -> Integer.parseInt(each.group(1)))
                            .sum())
                    .as("SET commands that the server did not understand")
                    .isEqualTo(1);
        }
    }

    @Test
    void aFailOverToAnOlderServerIsNoFailure() throws Exception {
        int port = RealRedis.freePort();
        var current = RealRedis.start(port, RealRedis.provider());
        try (NxClient client = LettuceNxClient.connect(current.uri())) {
            Replies.works(client, "k", false);
            current.stop();
            try (var older = RealRedis.start(port, RealRedis.redis62())) {
                await().ignoreExceptions()
                        .until(() -> Replies.get(client.holder("any")).isEmpty());
                assertThat(older.run("INFO", "server")).contains("redis_version:6.2");
                assertThat(Replies.acquire(client, "k", "t")).isInstanceOf(AcquireResult.Stored.class);
                assertThat(Replies.acquire(client, "k", "t")).isInstanceOf(AcquireResult.AlreadyOwned.class);
                assertThat(Replies.acquire(client, "k", "u")).isInstanceOf(AcquireResult.Busy.class);
            }
        }
    }
}
