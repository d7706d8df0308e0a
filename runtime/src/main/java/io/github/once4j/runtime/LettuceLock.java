package io.github.once4j.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LettuceNxClient} does with keys: by scripts, or by commands alone where a server refuses scripts. Each
 * operation is what {@link NxClient} says of it.
 */
sealed interface LettuceLock permits LettuceScriptLock, LettuceCommandLock {
    Acquired STORED = new Acquired.Stored(OptionalLong.empty());

    CompletionStage<Acquired> acquire(Acquire request);

    CompletionStage<Boolean> renew(String key, Token token, Duration ttl);

    CompletionStage<Boolean> release(String key, Token token, Duration keep);

    CompletionStage<Optional<Held>> holder(String key);

    static byte[] bytes(String token) {
        return token.getBytes(ISO_8859_1);
    }

    /** Redis counts in milliseconds; what is shorter than one is one. */
    static long millis(Duration duration) {
        return Math.max(1, duration.toMillis());
    }

    /** What is under a key: a time to live of -1 is none, and of -2 one that has just ended. */
    static Held held(String key, @Nullable String value, long pttl) {
        Duration remaining = pttl == -1 ? Held.FOREVER : Duration.ofMillis(Math.max(0, pttl));
        return new Held(key, String.valueOf(value), remaining);
    }
}
