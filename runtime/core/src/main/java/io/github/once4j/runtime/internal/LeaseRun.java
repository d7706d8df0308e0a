package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.text.Text;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The phases of an asynchronous call: acquires the key, begins the body on the guard's executor, holds the key until the body
 * has ended, and completes the call after the release was answered, or has timed out. What a body and a result are, the
 * subclasses say.
 */
abstract class LeaseRun implements AsyncRun {
    private enum Phase {
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
    final boolean raise;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);

    @SuppressWarnings("NullAway.Init") // set before WAITING
    private HeldLease lease;

    /** Keeps the key beyond the body; {@code null} if nothing does. */
    private @Nullable GatedLease gated;

    @SuppressWarnings("NullAway.Init")
    private Runnable beginTask;

    @SuppressWarnings("NullAway.Init")
    private Runnable completeTask;

    /** The thread on which the body begins, while it does. */
    private volatile @Nullable Thread beginner;

    private volatile @Nullable Reason lost;
    private volatile boolean wasReleased;
    private @Nullable Throwable failure;

    LeaseRun(LockEngine engine, MethodSettings method, boolean raise) {
        this.engine = engine;
        this.method = method;
        this.raise = raise;
    }

    // ---- what the subclasses say

    /** The key is held by someone else, and that is not to be thrown. */
    abstract void locked();

    /** The body did not run. */
    abstract void notRun(Throwable why);

    /**
     * Begins the body, which {@linkplain #startEnding ends} on any thread.
     *
     * @throws Throwable whatever the body throws; it has ended then
     */
    abstract void run(Lease lease) throws Throwable;

    /** Asks the body to end, because its lease was lost. */
    abstract void cancelBody();

    /** The call is complete. The failure is {@code null} if the body ended normally and was not stopped. */
    abstract void completed(@Nullable Throwable failure);

    // ---- the phases

    /**
     * Requests the key, on the caller's thread, whose context the tasks carry.
     *
     * @throws RuntimeException or an error, if the decorator throws or no thread can be started; nothing was sent
     */
    final void request(String storedKey) {
        beginTask = engine.calls.withCallersContext(this::begin);
        completeTask = engine.calls.withCallersContext(this::complete);
        lease = engine.attempt(method, storedKey, raise, this);
        gated = engine.gated(lease);
        if (!phase.compareAndSet(Phase.NEW, Phase.WAITING)) {
            return; // cancelled
        }
        try {
            engine.start(lease);
        } catch (Throwable thrown) {
            broken(thrown);
            if (phase.compareAndSet(Phase.WAITING, Phase.DONE)) {
                throw thrown;
            }
        }
    }

    @Override
    public final void settled() {
        if (phase.get() == Phase.DONE) {
            drop(); // cancelled, perhaps at the very moment of the grant
            return;
        }
        Throwable refused = engine.calls.execute(beginTask);
        if (refused != null) {
            abandon(new OnceException(
                    method + " did not run: the guard's executor did not accept it: " + Text.describe(refused), refused));
        }
    }

    /** The acquisition has an outcome. On the guard's executor. */
    private void begin() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.SETTLING)) {
            if (phase.get() == Phase.DONE) {
                drop(); // cancelled or expired
            }
            return; // or an executor that runs a task twice
        }
        try {
            engine.checkDeadline(lease); // the executor may have been busy for longer than the lease
            OnceException notRun = engine.outcome(lease, raise);
            if (notRun == null && lease.isAcquired()) {
                if (phase.compareAndSet(Phase.SETTLING, Phase.RUNNING)) {
                    runBody();
                }
            } else if (phase.compareAndSet(Phase.SETTLING, Phase.DONE)) {
                engine.finished(lease);
                if (notRun == null) {
                    locked();
                } else {
                    notRun(notRun);
                }
            }
        } catch (Throwable thrown) {
            broken(thrown);
        }
    }

    private void runBody() {
        if (method.interruptOnLost()) {
            lease.onLost(this::stop);
        }
        beginner = Thread.currentThread();
        try {
            if (lease.begin()) {
                run(lease);
            } else {
                phase.set(Phase.DONE);
                notRun(engine.tooLate(lease));
            }
        } catch (Throwable thrown) { // whatever the body throws is the result's
            if (startEnding()) {
                end(thrown);
            }
        } finally {
            beginner = null;
        }
    }

    final boolean isRunning() {
        return phase.get() == Phase.RUNNING;
    }

    /** Whether the body is about to run. */
    final boolean isSettling() {
        return phase.get() == Phase.SETTLING;
    }

    /** The body has ended, on any thread. Returns false if it had before; else {@link #end} follows. */
    final boolean startEnding() {
        return phase.compareAndSet(Phase.RUNNING, Phase.COMPLETING);
    }

    /**
     * Releases the key of a body that has ended, without blocking.
     *
     * @param thrown {@code null} if the body ended normally: it did not fail and was not cancelled
     */
    final void end(@Nullable Throwable thrown) {
        try {
            failure = thrown;
            if (thrown == null) {
                lease.succeeded();
            }
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
            broken(inTheGuard);
        }
    }

    /** Leaves the key of a body whose end cannot be observed to its lease. */
    final void leave(Throwable why) {
        if (startEnding()) {
            failure = why;
            engine.leave(lease);
            complete();
        }
    }

    /** Leaves the rest to the thread that sends. Calls nothing: this may be the end of a stack. */
    private void broken(Throwable thrown) {
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
                engine.publishReleased(lease);
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
            OnceLeaseLostException stopped = LockEngine.stopped(lease, reason);
            if (failure != null) {
                stopped.initCause(failure);
            }
            completed(stopped);
        }
    }

    @Override
    public final void expired() {
        Throwable thrown = lease.broken;
        if (thrown != null && startEnding()) {
            failure = thrown;
        }
        if (phase.get() == Phase.COMPLETING) {
            engine.calls.executeInstead(this::complete);
        } else if (thrown != null) {
            abandon(new OnceException(method + " did not run: " + Text.describe(thrown), thrown));
        } else if (engine.isClosed()) {
            abandon(new OnceException(method + " did not run: its guard was closed before its executor ran it."));
        } else {
            abandon(new OnceBackendException(
                    method
                            + " did not run: the guard's executor did not run it before its lease was over. An executor"
                            + " that drops tasks, or is busy for longer than a lease, cannot run guarded methods.",
                    null));
        }
    }

    /** Gives up a call whose body did not begin. On any thread. */
    private void abandon(OnceException why) {
        if (phase.compareAndSet(Phase.WAITING, Phase.DONE) || phase.compareAndSet(Phase.SETTLING, Phase.DONE)) {
            drop();
            engine.calls.executeInstead(() -> notRun(why));
        }
    }

    /** Nothing of the lease is needed any more; what it may have stored is released. */
    private void drop() {
        engine.release(lease, null);
        engine.finished(lease);
    }

    /** The caller does not want a result. Returns false if the body has begun, or the call has an outcome already. */
    final boolean cancelWaiting() {
        if (phase.compareAndSet(Phase.NEW, Phase.DONE)) {
            return true; // nothing was sent
        }
        if (!phase.compareAndSet(Phase.WAITING, Phase.DONE)) {
            return false;
        }
        if (!engine.abandon(lease, new CancellationException("cancelled by the caller"))) {
            drop();
        }
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

    /** Whether the lease was lost, and the body is to stop. */
    final boolean isStopped() {
        return lost != null;
    }

    private void stop() {
        lost = lease.lossReason();
        cancelBody();
    }
}
