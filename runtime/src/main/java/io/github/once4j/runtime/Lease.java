package io.github.once4j.runtime;

import java.time.Duration;
import java.util.OptionalLong;

/** A held key. */
public interface Lease extends AutoCloseable {
    boolean isHeld();

    Duration remaining();

    OptionalLong fence();

    String key();

    String token();

    void onLost(Runnable action);

    @Override
    void close();

    static Lease unguarded() {
        throw new UnsupportedOperationException();
    }
}
