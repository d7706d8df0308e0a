package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The second half of an asynchronous call: holds the key until the body has ended, and completes the call after the release was
 * answered, or has timed out.
 */
abstract class LeaseRunEnd implements AsyncRun {
    enum Phase {
        NEW,
        /** For the executor to run the first task. */
        WAITING,
        /** The outcome of the acquisition is being published. */
        SETTLING,
        /** The body runs. */
        RUNNING,
        /** The body has ended; the call is still to be completed. */
        COMPLETING,
        DONE
    }

    final LockEngine engine;
    final MethodSettings method;
    final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);

    @SuppressWarnings("NullAway.Init") // set before WAITING
    HeldLease lease;

    /** Keeps the key beyond the body; {@code null} if nothing does. */
    @Nullable
    GatedLease gated;

    @SuppressWarnings("NullAway.Init")
    private Runnable completeTask;

    /** The thread on which the body begins, while it does. */
    volatile @Nullable Thread beginner;

    /** Why the body is to stop. */
    volatile @Nullable Reason lost;

    private volatile boolean wasReleased;
    private @Nullable Throwable failure;

    /** For the thread that sends. */
    private boolean seemsMissed;

    LeaseRunEnd(LockEngine engine, MethodSettings method) {
        this.engine = engine;
        this.method = method;
    }

    /** The call is complete. The failure is {@code null} if the body ended normally and was not stopped. */
    abstract void completed(@Nullable Throwable failure);

    /** What completes the call carries the context of the calling thread. */
    final void carryCallersContext() {
        completeTask = engine.calls.withCallersContext(this::complete);
    }

    final boolean isRunning() {
        return phase.get() == Phase.RUNNING;
    }

    /**
     * The body has ended, on any thread. Returns false if it had before; else {@link #end} follows.
     *
     * @param thrown {@code null} if the body ended normally: it did not fail and was not cancelled
     */
    final boolean startEnding(@Nullable Throwable thrown) {
        if (!phase.compareAndSet(Phase.RUNNING, Phase.COMPLETING)) {
            return false;
        }
        failure = thrown;
        lease.succeeded = thrown == null;
        return true;
    }

    /** Ends a body; returns false if it had ended before. */
    final boolean endOnce(@Nullable Throwable thrown) {
        if (!startEnding(thrown)) {
            return false;
        }
        end();
        return true;
    }

    /** Releases the key of a body that has ended, without blocking. */
    final void end() {
        try {
            if (gated != null && !gated.bodyEnded()) {
                proceed(); // the key is kept: who keeps it may wait for the result
                return;
            }
            boolean awaits = engine.settings.awaitsRelease();
            if (!engine.release(lease, awaits ? this : null)) {
                engine.watch(lease);
                proceed(); // it was lost
            } else if (!awaits) {
                released();
            }
        } catch (Throwable inTheGuard) {
            lease.broken = inTheGuard; // calls nothing: this may be the end of a stack
            lease.dueAt = lease.startedAt;
        }
    }

    /** Whether the body is known to have ended. */
    abstract boolean hasBodyEnded();

    /** Ends a body that has ended, as if that were observed now. */
    abstract void endBody();

    @Override
    public final void endIfMissed() {
        Phase now = phase.get();
        boolean seems = now == Phase.COMPLETING && gated == null || now == Phase.RUNNING && hasBodyEnded();
        if (seems && seemsMissed) {
            engine.calls.executeInstead(now == Phase.RUNNING ? this::endBody : this::end);
        }
        seemsMissed = seems; // the first time, the thread that ends it may be about to do so
    }

    /** Leaves the key of a body whose end cannot be observed to its lease. */
    final void leave(Throwable why) {
        if (startEnding(why)) {
            engine.releaser.leave(lease);
            complete();
        }
    }

    /** Leaves the rest to the thread that sends. Calls nothing: this may be the end of a stack. */
    final void broken(Throwable thrown) {
        lease.broken = thrown;
        lease.dueAt = lease.startedAt;
    }

    @Override
    public final void released() {
        wasReleased = true;
        proceed();
    }

    private void proceed() {
        if (beginner == Thread.currentThread()) {
            complete(); // this is the executor, in the caller's context
        } else if (engine.calls.execute(completeTask) != null) {
            engine.calls.executeInstead(this::complete);
        }
    }

    private void complete() {
        if (!phase.compareAndSet(Phase.COMPLETING, Phase.DONE)) {
            return; // an executor that runs a task twice, or late
        }
        try {
            engine.finished(lease);
            if (wasReleased) {
                engine.outcomes.released(lease);
            }
        } finally {
            deliver();
        }
    }

    private void deliver() {
        Reason reason = lost;
        if (reason == null) {
            completed(failure);
        } else {
            OnceLeaseLostException stopped = Outcomes.stopped(lease, reason);
            if (failure != null) {
                stopped.initCause(failure);
            }
            completed(stopped);
        }
    }

    /**
     * The guard ends this call: its executor did not complete it, a thread of the user threw in the guard, or the end of its body
     * was missed.
     */
    final boolean completeInstead(@Nullable Throwable thrown) {
        if (thrown != null) {
            startEnding(thrown);
        }
        Phase now = phase.get();
        if (now != Phase.COMPLETING && !(now == Phase.RUNNING && hasBodyEnded())) {
            return false;
        }
        engine.calls.executeInstead(now == Phase.RUNNING ? this::endBody : this::complete);
        return true;
    }

    @Override
    public final boolean isCompleted() {
        return phase.get() == Phase.DONE;
    }

    @Override
    public final @Nullable Thread thread() {
        return beginner;
    }
}
