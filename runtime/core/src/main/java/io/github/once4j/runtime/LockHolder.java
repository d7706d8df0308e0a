package io.github.once4j.runtime;

import io.github.once4j.runtime.internal.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The holder of a key, as read from the token that the backend stores.
 *
 * @param key the key, without the guard's prefix and suffix
 * @param token the value that the backend stores under the key, as it is: escape it before it is shown
 * @param host the holder's host; empty if once4j did not write the token
 * @param pid the holder's process; empty if once4j did not write the token
 * @param since when the holder acquired the key, by its own clock; empty if once4j did not write the token
 * @param remaining how long the key lives if it is neither renewed nor released; empty if it does not expire
 * @param finished whether the run has ended, and the key is only kept
 */
public record LockHolder(
        String key,
        String token,
        Optional<String> host,
        OptionalLong pid,
        Optional<Instant> since,
        Optional<Duration> remaining,
        boolean finished) {
    /**
     * Creates the value.
     *
     * @param key the key
     * @param token the value that the backend stores under the key
     * @param host the holder's host
     * @param pid the holder's process
     * @param since when the holder acquired the key
     * @param remaining how long the key lives
     * @param finished whether the run has ended
     * @throws NullPointerException if one of them is {@code null}
     */
    public LockHolder {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(pid, "pid");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(remaining, "remaining");
    }

    /** {@return the components, with key and token escaped and cut to a bounded length} */
    @Override
    public String toString() {
        return "LockHolder[key=" + Text.printable(key) + ", token=" + Text.printable(token) + ", host=" + host
                + ", pid=" + pid + ", since=" + since + ", remaining=" + remaining + ", finished=" + finished + "]";
    }
}
