package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.text.Text;
import org.jspecify.annotations.Nullable;

/** One call of a guarded method that runs on the thread of its caller. */
public final class SyncCall {
    private SyncCall() {}

    /** Acquires a key for the calling thread; returns {@code null} if it is held. Throws if it is held and {@code raise}. */
    public static @Nullable Lease acquire(LockEngine engine, MethodSettings method, String key, boolean raise) {
        String storedKey = engine.open(key);
        if (engine.client.isCallbackThread()) {
            throw new OnceException(method + " was called on a thread of its client, which would wait for itself."
                    + " Call it from another thread, or make the method return a CompletableFuture.");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new OnceBackendException(
                    method + " did not run: its thread was interrupted before key `" + Text.printable(key)
                            + "` was requested.",
                    null);
        }
        OnceException failure;
        LockedHere here = LockedHere.find(engine, method, storedKey, raise);
        if (here != null) {
            failure = here.failure();
        } else {
            engine.checkStackRoom();
            HeldLease attempt = engine.attempt(method, storedKey, raise, Thread.currentThread());
            try {
                engine.start(attempt);
                if (engine.acquirer.awaits(attempt)) {
                    engine.driver.checkDeadline(attempt); // this thread may have been stopped for as long as the lease
                }
                failure = engine.outcomes.of(attempt, raise);
                if (failure == null && attempt.isAcquired()) {
                    return begun(engine, attempt);
                }
            } catch (Throwable thrown) {
                attempt.broken = thrown;
                attempt.dueAt = attempt.startedAt;
                throw thrown;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    /** The last step: whatever was thrown before it, such as a StackOverflowError, leaves a lease that is never renewed. */
    private static Lease begun(LockEngine engine, HeldLease lease) {
        GatedLease gated = engine.gated(lease);
        if (lease.method.interruptOnLost()) {
            lease.interruptOnLost(Thread.currentThread());
        }
        if (engine.events.hasListener() || gated != null) {
            engine.driver.checkDeadline(lease); // a listener or the gate may have taken as long as the lease
        }
        if (!lease.begin()) {
            throw engine.outcomes.tooLate(lease);
        }
        return gated == null ? lease : gated;
    }

    /**
     * The body of a method with {@code interruptOnLost} has ended: no interrupt reaches its thread any more.
     *
     * @throws OnceLeaseLostException if the lease was lost while the body ran
     */
    public static void bodyEnded(Lease lease) {
        HeldLease ended = lease instanceof GatedLease gated ? gated.lease : (HeldLease) lease;
        Reason reason = ended.bodyEnded();
        if (reason != null) {
            throw Outcomes.stopped(ended, reason);
        }
    }
}
