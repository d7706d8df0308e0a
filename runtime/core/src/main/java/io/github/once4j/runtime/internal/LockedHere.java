package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call whose key its own guard or client knows to be held: the backend need not be asked.
 *
 * @param failure what the call throws; {@code null} if it returns
 */
record LockedHere(@Nullable OnceException failure) {
    private static final LockedHere SKIPPED = new LockedHere(null);

    /** Answers a call; returns {@code null} if the backend must be asked. */
    static @Nullable LockedHere find(LockEngine engine, MethodSettings method, String storedKey, boolean raise) {
        if (method.waits()) {
            return null;
        }
        boolean isMerelySkipped = !raise && !engine.events.hasListener();
        HeldLease here = engine.heldKeys.find(storedKey);
        if (here == null) {
            return isMerelySkipped && engine.client.isKnownHeld(storedKey) ? SKIPPED : null;
        }
        if (!engine.heldKeys.isCurrent(here, engine.nanoTime())) {
            return null;
        }
        if (isMerelySkipped) {
            return SKIPPED;
        }
        return new LockedHere(engine.outcomes.locked(method, engine.key(storedKey), HeldKeys.stored(here), 0, raise));
    }
}
