package io.github.once4j.reactive;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceGuard;
import io.github.once4j.runtime.generated.GuardedMethod;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A guard for the rules of Reactive Streams: each subscription has a key of its own, or one that is held. */
final class TckKeys implements AutoCloseable {
    static final GuardedMethod METHOD = GuardedMethod.of(TckKeys.class, "publish", "{n}");

    /** How long a signal may take, and how long none may come; in milliseconds. */
    static final long TIMEOUT = 2_000;

    static final long QUIET = 100;

    private final OnceGuard guard = OnceGuard.inMemory();
    private final Lease holder = Objects.requireNonNull(guard.tryAcquire("held"));
    private final AtomicInteger next = new AtomicInteger();

    OnceGuard guard() {
        return guard;
    }

    String free() {
        return "free-" + next.incrementAndGet();
    }

    String held() {
        return "held";
    }

    @Override
    public void close() {
        holder.close();
        guard.close();
    }
}
