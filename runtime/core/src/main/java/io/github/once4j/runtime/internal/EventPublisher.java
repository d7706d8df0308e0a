package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.LockHolder;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceListener;
import io.github.once4j.runtime.OnceListener.BackendFailed.Operation;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.OnceMethod;
import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.GuardScheduler;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Passes events to the listener and the log, and runs the callbacks of the user. Whatever they throw is logged and has no other
 * effect; what happens on a thread that others wait for is passed on by a callback thread.
 */
final class EventPublisher implements Executor {
    private static final long RETRY = 100_000_000L;

    private final List<OnceListener> listeners;
    private final GuardScheduler scheduler;

    EventPublisher(List<OnceListener> listeners, GuardScheduler scheduler) {
        this.listeners = listeners;
        this.scheduler = scheduler;
    }

    /** Whether there is a listener; without one, events are not built. */
    boolean hasListener() {
        return !listeners.isEmpty();
    }

    void acquired(OnceMethod method, Lease lease, long waitedNanos) {
        var event = new OnceListener.Acquired(method, lease, Duration.ofNanos(waitedNanos));
        listeners.forEach(each -> run(() -> each.acquired(event)));
    }

    void locked(OnceMethod method, String key, LockHolder holder, long waitedNanos) {
        var event = new OnceListener.Locked(method, key, holder, Duration.ofNanos(waitedNanos));
        listeners.forEach(each -> run(() -> each.locked(event)));
    }

    void released(OnceMethod method, Lease lease, long heldNanos) {
        var event = new OnceListener.Released(method, lease, Duration.ofNanos(heldNanos));
        listeners.forEach(each -> run(() -> each.released(event)));
    }

    void failed(OnceMethod method, String key, Operation operation, OnceBackendException failure) {
        var event = new OnceListener.BackendFailed(method, key, operation, failure);
        listeners.forEach(each -> execute(() -> each.backendFailed(event)));
    }

    void lost(OnceMethod method, Lease lease, Reason reason, long heldNanos) {
        var event = new OnceListener.LeaseLost(method, lease, reason, Duration.ofNanos(heldNanos));
        execute(() -> {
            Log.log(
                    Level.WARNING,
                    method + " lost its lease of `" + Text.printable(lease.key()) + "`: " + reason
                            + "; another run may have begun");
            listeners.forEach(each -> run(() -> each.leaseLost(event)));
        });
    }

    /**
     * Runs a callback of the user on a callback thread. If none can be started, this is tried again; the calling thread, which
     * may be one that looks after leases, runs it only if no thread at all can be started.
     */
    @Override
    public void execute(Runnable callback) {
        try {
            scheduler.runCallback(() -> run(callback));
        } catch (Throwable thrown) { // no thread could be started
            Log.log(Level.ERROR, "A callback thread could not be started; it is tried again", thrown);
            try {
                scheduler.scheduleSend(RETRY, () -> execute(callback));
            } catch (Throwable neither) {
                run(callback);
            }
        }
    }

    private static void run(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable thrown) {
            Log.log(Level.ERROR, "A listener or callback threw; the guarded call is not affected", thrown);
        }
    }
}
