package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceListener.BackendFailed.Operation;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.text.Log;
import io.github.once4j.runtime.internal.text.Text;
import io.github.once4j.runtime.spi.GuardScheduler;
import io.github.once4j.runtime.spi.NxClient;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reports what goes wrong with a lease: failed commands, and its loss. */
final class Reporter {
    private final NxClient client;
    private final GuardScheduler clock;
    private final TimerWheel<HeldLease> wheel;
    private final HeldKeys heldKeys;
    private final EventPublisher events;

    Reporter(
            NxClient client,
            GuardScheduler clock,
            TimerWheel<HeldLease> wheel,
            HeldKeys heldKeys,
            EventPublisher events) {
        this.client = client;
        this.clock = clock;
        this.wheel = wheel;
        this.heldKeys = heldKeys;
        this.events = events;
    }

    /** A lease was lost. Nothing happens if it was not held any more. */
    void lose(HeldLease lease, Reason reason) {
        if (!lease.lose(reason)) {
            return;
        }
        heldKeys.remove(lease);
        AsyncRun run = lease.asyncRun();
        if (run == null || run.isCompleted()) {
            wheel.remove(lease);
        } else {
            lease.idleUntil(clock.nanoTime() + lease.times.lease); // a body that ends soon may be missed even then
        }
        if (lease.hasBegun()) {
            events.lost(lease.method.method(), lease, reason, clock.nanoTime() - lease.startedAt);
        }
        if (run != null) {
            // The executor has dropped its body, or is late by a whole lease; or the end of its body was missed.
            events.execute(run::expired);
        }
        lease.ended();
    }

    /** A lease was ended in place of the thread that ran its body. */
    void ended(HeldLease lease, Throwable thrown) {
        events.execute(() -> {
            Log.log(
                    Level.WARNING,
                    lease.method + ": key `" + Text.printable(lease.key()) + "` is released late: its thread threw "
                            + thrown.getClass().getName() + " in the guard");
            events.released(lease.method.method(), lease, clock.nanoTime() - lease.startedAt);
        });
    }

    /** A command for a lease failed. Costs nothing without a listener. */
    void failed(HeldLease lease, Operation operation, Throwable cause) {
        if (events.hasListener()) {
            String message = lease.method + ": could not " + operation + " key `" + Text.printable(lease.key()) + "`. "
                    + describe(cause);
            events.failed(lease.method.method(), lease.key(), operation, new OnceBackendException(message, cause));
        }
    }

    /** What went wrong, and where: a sentence without its full stop. */
    String describe(@Nullable Throwable cause) {
        String what = cause == null || cause instanceof TimeoutException && cause.getMessage() == null
                ? "no reply in time"
                : Text.message(cause);
        return client + ": " + what;
    }

    /** Why a command failed that had no reply within a time. */
    static TimeoutException timedOut(String what, long nanos) {
        return new TimeoutException(what + " within " + Duration.ofNanos(nanos).toMillis() + " ms");
    }
}
