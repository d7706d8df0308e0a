package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call whose key its own guard holds: the backend need not be asked.
 *
 * @param failure what the call throws; {@code null} if it returns
 */
record LockedHere(@Nullable OnceException failure) {
    private static final LockedHere SKIPPED = new LockedHere(null);

    /** Answers a call; returns {@code null} if the backend must be asked. */
    static @Nullable LockedHere find(LockEngine engine, MethodSettings method, String storedKey, boolean raise) {
        HeldLease here = method.waits() ? null : engine.heldKeys.find(storedKey);
        if (here == null || !engine.heldKeys.isCurrent(here, engine.nanoTime())) {
            return null;
        }
        if (!raise && !engine.events.hasListener()) {
            return SKIPPED;
        }
        return new LockedHere(engine.outcomes.locked(method, engine.key(storedKey), HeldKeys.stored(here), 0, raise));
    }
}
