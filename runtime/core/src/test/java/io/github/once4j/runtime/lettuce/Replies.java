package io.github.once4j.runtime.lettuce;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.Token;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Commands of a client whose replies are waited for. */
final class Replies {
    static final Duration LONG = Duration.ofSeconds(20);

    private Replies() {}

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(5, SECONDS);
    }

    static AcquireResult acquire(NxClient client, String key, String token) throws Exception {
        return get(client.acquire(new AcquireRequest(key, Token.of(token), LONG, false)));
    }

    static AcquireResult acquireFenced(NxClient client, String key, String token) throws Exception {
        return get(client.acquire(new AcquireRequest(key, Token.of(token), LONG, true)));
    }

    static boolean renew(NxClient client, String key, String token) throws Exception {
        return get(client.renew(new RenewRequest(key, Token.of(token), LONG)));
    }

    static boolean release(NxClient client, String key, String token) throws Exception {
        return get(client.release(new ReleaseRequest(key, Token.of(token))));
    }

    /** Uses each operation once, and leaves nothing. */
    static void works(NxClient client, String key, boolean fenced) throws Exception {
        assertThat(get(client.acquire(new AcquireRequest(key, Token.of("t"), LONG, fenced))))
                .isInstanceOf(AcquireResult.Stored.class);
        assertThat(acquire(client, key, "other")).isInstanceOf(AcquireResult.Busy.class);
        assertThat(renew(client, key, "t")).isTrue();
        assertThat(get(client.holder(key))).isPresent();
        assertThat(get(client.release(new ReleaseRequest(key, Token.of("t"), Duration.ofMillis(1)))))
                .isTrue();
        assertThat(release(client, key, "t")).isFalse();
    }
}
