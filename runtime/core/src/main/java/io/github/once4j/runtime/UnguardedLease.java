package io.github.once4j.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/** The lease of {@link Lease#unguarded()}. */
enum UnguardedLease implements Lease {
    INSTANCE;

    @Override
    public boolean isHeld() {
        return true;
    }

    @Override
    public Duration remaining() {
        return Duration.ofSeconds(Long.MAX_VALUE);
    }

    @Override
    public OptionalLong fence() {
        return OptionalLong.empty();
    }

    @Override
    public String key() {
        return "unguarded";
    }

    @Override
    public String token() {
        return "unguarded";
    }

    @Override
    public void onLost(Runnable action) {
        Objects.requireNonNull(action, "action");
    }

    @Override
    public void succeeded() {}

    @Override
    public void close() {}
}
