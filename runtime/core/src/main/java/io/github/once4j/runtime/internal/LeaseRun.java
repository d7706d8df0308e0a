package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
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
        WAITING,
        RUNNING,
        COMPLETING,
        DONE
    }

    final LockEngine engine;
    final MethodSettings method;
    final boolean raise;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);

    @SuppressWarnings("NullAway.Init") // set before WAITING
    private HeldLease lease;

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
        if (phase.compareAndSet(Phase.NEW, Phase.WAITING)) {
            engine.start(lease);
        }
    }

    @Override
    public final void settled() {
        if (phase.get() == Phase.DONE) { // cancelled, perhaps at the very moment of the grant
            engine.release(lease, null);
            return;
        }
        Throwable refused = engine.calls.execute(beginTask);
        if (refused != null) {
            abandon(new OnceException(
                    method + " did not run: the guard's executor did not accept it: " + refused, refused));
        }
    }

    /** The acquisition has an outcome. On the guard's executor. */
    private void begin() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.RUNNING)) {
            return; // cancelled or expired, or an executor that runs a task twice
        }
        engine.checkDeadline(lease); // the executor may have been busy for longer than the lease
        OnceException notRun = engine.outcome(lease, raise);
        if (notRun != null) {
            engine.finished(lease);
            notRun(notRun);
        } else if (lease.isAcquired()) {
            runBody();
        } else {
            locked();
        }
    }

    private void runBody() {
        lease.begin();
        if (method.interruptOnLost()) {
            lease.onLost(this::stop);
        }
        beginner = Thread.currentThread();
        try {
            run(lease);
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
        failure = thrown;
        if (thrown == null) {
            lease.succeeded();
        }
        boolean awaits = engine.settings.awaitsRelease();
        if (!engine.release(lease, awaits ? this : null)) {
            proceed(); // it was lost
        } else if (!awaits) {
            released();
        }
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
        engine.finished(lease);
        if (wasReleased) {
            engine.publishReleased(lease);
        }
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
        if (phase.get() == Phase.COMPLETING) {
            engine.calls.executeInstead(this::complete);
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
        if (phase.compareAndSet(Phase.WAITING, Phase.DONE)) {
            engine.release(lease, null);
            engine.calls.executeInstead(() -> {
                engine.finished(lease);
                notRun(why);
            });
        }
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
            engine.release(lease, null);
        }
        return true;
    }

    @Override
    public final boolean isStartingOn(Thread thread) {
        return beginner == thread;
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
