package io.github.once4j.runtime;

import java.time.Duration;

/**
 * What a backend has under a key.
 *
 * @param key the key, in full
 * @param value the token of the holder, {@link #finished(String) finished} or not, or whatever a stranger stored there
 * @param remaining how long the key lives still, as of the answer; {@link #FOREVER} when it has no end; perhaps zero where it
 *     was {@linkplain Acquire#asksRemaining not asked for}
 */
public record Held(String key, String value, Duration remaining) {
    /** The remaining time of a key that somebody stored without an end. */
    public static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    /**
     * What a key holds whose run is over, but which is kept for {@code holdAtLeast}.
     *
     * @param token the token of the run
     * @return the value that takes the token's place
     */
    public static String finished(String token) {
        return token + " done";
    }
}
