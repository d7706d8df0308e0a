package io.github.once4j.runtime.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a backend holds under a key.
 *
 * @param key the key, in full
 * @param value the holder's token, possibly {@linkplain #finished(String) finished}, or any value that another program stored
 * @param remaining how long the key lives, as of the reply; empty if it does not expire, or if that was
 *     {@linkplain AcquireRequest#wantsRemaining not requested}
 */
public record StoredLock(String key, String value, Optional<Duration> remaining) {
    private static final String FINISHED = " done";

    /**
     * Creates the value.
     *
     * @param key the key
     * @param value the value
     * @param remaining how long the key lives
     * @throws NullPointerException if one of them is {@code null}
     */
    public StoredLock {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(remaining, "remaining");
    }

    /** {@return for how long a key is held; key and value are a stranger's text, of any length} */
    @Override
    public String toString() {
        return "StoredLock[" + value.length() + " characters, remaining=" + remaining + "]";
    }

    /**
     * Returns the value of a key whose run has ended, but which is kept.
     *
     * @param token the token of the run
     * @return the value that replaces the token
     */
    public static String finished(String token) {
        return Objects.requireNonNull(token, "token") + FINISHED;
    }
}
