package io.github.once4j.runtime;

import java.util.OptionalLong;

/** What {@link NxClient#acquire} answers. */
public sealed interface Acquired {
    /**
     * The key was free and holds the token now.
     *
     * @param fence the fencing number, if one was asked for
     */
    record Stored(OptionalLong fence) implements Acquired {}

    /**
     * The key held this very token already: an earlier attempt whose answer was lost. It lives for the time of the new
     * request.
     *
     * @param fence the fencing number of that earlier attempt, if one was asked for
     */
    record Mine(OptionalLong fence) implements Acquired {}

    /**
     * The key holds something else, and was not touched.
     *
     * @param held what it holds
     */
    record Busy(Held held) implements Acquired {}
}
