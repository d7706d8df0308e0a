package io.github.once4j.runtime.internal;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Who runs the body of a lease, and who waits for a reply to its commands. */
abstract class AwaitedLease extends LeaseState {
    private static final AtomicReferenceFieldUpdater<AwaitedLease, @Nullable Object> WAITER =
            AtomicReferenceFieldUpdater.newUpdater(AwaitedLease.class, Object.class, "waiter");

    /** Runs the body: a thread, or an {@link AsyncRun}. */
    private final Object runner;

    /** Waits for the reply to the release: a parked thread, or an {@link AsyncRun}. */
    private volatile @Nullable Object waiter;

    AwaitedLease(LeaseTimes times, long startedAt, Object runner) {
        super(times, startedAt);
        this.runner = runner;
    }

    /** Whether the body runs on a thread, as far as this can be known. */
    boolean isRunOn(Thread thread) {
        return thread() == thread;
    }

    /** The thread on which the body runs, as far as this can be known. */
    @Nullable
    Thread thread() {
        return runner instanceof AsyncRun run ? run.thread() : (Thread) runner;
    }

    @Nullable
    AsyncRun asyncRun() {
        return runner instanceof AsyncRun run ? run : null;
    }

    // ---- the waiter

    /** Sets who waits for the reply to the release. */
    void awaitedBy(@Nullable Object next) {
        WAITER.lazySet(this, next); // what is sent next publishes it
    }

    boolean isAwaited() {
        return waiter != null;
    }

    /** Notifies who runs the body that the acquisition has an outcome. Called once, after the transition to it. */
    void notifySettled() {
        if (runner instanceof AsyncRun run) {
            run.settled();
        } else {
            unpark(runner);
        }
    }

    /** Notifies the waiter that the release was answered, or has timed out; does so once. */
    void notifyReleased() {
        Object waiting = waiter == null ? null : WAITER.getAndSet(this, null);
        if (waiting instanceof AsyncRun run) {
            run.released();
        } else {
            unpark(waiting);
        }
    }

    private static void unpark(@Nullable Object waiting) {
        if (waiting instanceof Thread thread && thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
    }
}
