package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.StoredLock;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The waiters of one key in {@link WaitQueues}; the head asks. Changed only inside of {@code ConcurrentHashMap.compute}. */
final class WaitQueue {
    static final long FIRST_PAUSE = 50_000_000L;

    final ArrayDeque<HeldLease> waiters = new ArrayDeque<>();

    /** What the key held last, as far as is known. */
    @Nullable
    StoredLock holder;

    /** When it was held last, as far as is known: a call that began later does not know whether its key is free. */
    long heldAt;

    long pause = FIRST_PAUSE;

    /** A run of this guard has ended since the head asked last. */
    boolean released;

    void held(StoredLock by, long at) {
        holder = by;
        heldAt = at;
    }
}
