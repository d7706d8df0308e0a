package io.github.once4j.runtime.lettuce;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.Token;
import io.github.once4j.servers.RealRedis;
import io.github.once4j.servers.RealSentinel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A master that dies, and a replica that takes its place: the client follows, and fences grow. */
class SentinelTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void theClientFollowsAFailoverAndFencesGrowAcrossIt() {
        assumeTrue(RealRedis.runsScripts(), "needs scripts");
        try (var servers = RealSentinel.start();
                NxClient client = LettuceNxClient.connect(servers.uri())) {
            long before = fence(client, "before");
            servers.master().kill();
            servers.awaitPromotion();
            servers.replica().run("FLUSHALL"); // it had not got the lock yet, nor the fence
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(fence(client, "after")).isGreaterThan(before));
            assertThat(client.holder("k")
                            .toCompletableFuture()
                            .join()
                            .orElseThrow()
                            .value())
                    .isEqualTo("after");
        }
    }

    private static long fence(NxClient client, String token) {
        AcquireResult got = client.acquire(new AcquireRequest("k", Token.of(token), LONG, true))
                .toCompletableFuture()
                .orTimeout(5, SECONDS)
                .join();
        return (got instanceof AcquireResult.Stored stored
                        ? stored.fence()
                        : ((AcquireResult.AlreadyOwned) got).fence())
                .orElseThrow();
    }
}
