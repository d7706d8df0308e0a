package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.OnceBackendException;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.OnceLeaseLostException;
import io.github.once4j.runtime.OnceListener.LeaseLost.Reason;
import io.github.once4j.runtime.internal.text.Text;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a guarded asynchronous method: acquires, runs the body on the guard's executor, and holds the key until the
 * body's stage has completed. Its own result completes after the release was answered, or has timed out.
 */
public final class AsyncCall<T extends @Nullable Object> implements AsyncRun {
    private enum Phase {
        /** For the executor to run the first task. */
        WAITING,
        /** The outcome of the acquisition is being published. */
        SETTLING,
        /** The body runs. */
        RUNNING,
        /** The body's stage has completed; the result is still to be. */
        COMPLETING,
        DONE
    }

    private final LockEngine engine;
    private final AsyncBody<T> body;
    private final @Nullable T locked;
    private final boolean raise;
    private final Runnable beginTask;
    private final Runnable completeTask;
    private final HeldLease lease;

    /** Keeps the key beyond the body; {@code null} if nothing does. */
    private final @Nullable GatedLease gated;

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);

    /** The thread on which the body begins, while it does. */
    private volatile @Nullable Thread beginner;

    private volatile @Nullable CompletionStage<? extends T> stage;
    private volatile @Nullable Reason lost;
    private volatile boolean wasReleased;
    private @Nullable T value;
    private @Nullable Throwable failure;

    private AsyncCall(
            LockEngine engine,
            MethodSettings method,
            String storedKey,
            AsyncBody<T> body,
            @Nullable T locked,
            boolean raise) {
        this.engine = engine;
        this.body = body;
        this.locked = locked;
        this.raise = raise;
        // On the caller's thread, whose context they carry.
        this.beginTask = engine.calls.withCallersContext(this::begin);
        this.completeTask = engine.calls.withCallersContext(this::complete);
        this.lease = engine.attempt(method, storedKey, raise, this);
        this.gated = engine.gated(lease);
    }

    /**
     * Starts a call. Never throws.
     *
     * @param key renders the key, or throws
     */
    public static <T extends @Nullable Object> CompletableFuture<T> start(
            LockEngine engine,
            MethodSettings method,
            Supplier<String> key,
            AsyncBody<T> body,
            @Nullable T locked,
            boolean raise) {
        try {
            String storedKey = engine.open(key.get());
            LockEngine.LockedHere here = engine.lockedHere(method, storedKey, raise);
            if (here != null) {
                return answered(here.failure(), locked);
            }
            return new AsyncCall<>(engine, method, storedKey, body, locked, raise).acquire();
        } catch (Throwable thrown) { // never at the call
            return CompletableFuture.failedFuture(thrown);
        }
    }

    @SuppressWarnings("NullAway") // null is a T where the method may return null
    private static <T extends @Nullable Object> CompletableFuture<T> answered(
            @Nullable OnceException failure, @Nullable T locked) {
        return failure == null ? CompletableFuture.completedFuture(locked) : CompletableFuture.failedFuture(failure);
    }

    private CompletableFuture<T> acquire() {
        result.whenComplete((with, thrown) -> {
            if (result.isCancelled()) {
                cancelled();
            }
        });
        try {
            engine.start(lease);
        } catch (Throwable thrown) {
            lease.broken = thrown;
            lease.dueAt = lease.startedAt;
            if (phase.compareAndSet(Phase.WAITING, Phase.DONE)) {
                throw thrown;
            }
        }
        return result;
    }

    @Override
    public void settled() {
        Throwable refused = engine.calls.execute(beginTask);
        if (refused != null) {
            abandon(new OnceException(
                    lease.method + " did not run: the guard's executor did not accept it: " + Text.describe(refused),
                    refused));
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
            if (notRun != null) {
                notRun(notRun);
            } else if (!lease.isAcquired()) {
                if (phase.compareAndSet(Phase.SETTLING, Phase.DONE)) {
                    engine.finished(lease);
                    completeWith(locked);
                }
            } else if (phase.compareAndSet(Phase.SETTLING, Phase.RUNNING)) {
                run();
            }
        } catch (Throwable thrown) {
            broken(thrown);
        }
    }

    private void notRun(OnceException why) {
        if (phase.compareAndSet(Phase.SETTLING, Phase.DONE)) {
            engine.finished(lease);
            result.completeExceptionally(why);
        }
    }

    private void run() {
        if (lease.method.interruptOnLost()) {
            lease.onLost(this::stop);
        }
        beginner = Thread.currentThread();
        try {
            if (lease.begin()) {
                observe(body.begin(lease));
            } else {
                phase.set(Phase.DONE);
                result.completeExceptionally(engine.tooLate(lease));
            }
        } catch (Throwable thrown) { // whatever the body throws is the result's
            ended(null, thrown);
        } finally {
            beginner = null;
        }
    }

    private void observe(@Nullable CompletionStage<? extends T> begun) {
        if (begun == null) {
            throw new OnceException(lease.method + " returned null, but its return type promises a stage.");
        }
        stage = begun;
        if (lost != null) {
            cancelBody();
        }
        try {
            begun.whenComplete(this::ended);
        } catch (Throwable thrown) { // a stage of a foreign class: its work may go on
            if (phase.compareAndSet(Phase.RUNNING, Phase.COMPLETING)) {
                failure = new OnceException(
                        lease.method + " returned a stage whose end cannot be observed: " + Text.describe(thrown)
                                + ". Its key is kept until its lease is over.",
                        thrown);
                engine.leave(lease);
                complete();
            }
        }
    }

    /** The body's stage has completed, on any thread: releases the key, without blocking. */
    private void ended(@Nullable T with, @Nullable Throwable thrown) {
        try {
            if (!phase.compareAndSet(Phase.RUNNING, Phase.COMPLETING)) {
                return; // a stage that completes twice
            }
            value = with;
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

    /** Leaves the rest to the thread that sends. Calls nothing: this may be the end of a stack. */
    private void broken(Throwable thrown) {
        lease.broken = thrown;
        lease.dueAt = lease.startedAt;
    }

    @Override
    public void released() {
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
        if (reason != null) {
            OnceLeaseLostException stopped = LockEngine.stopped(lease, reason);
            if (failure != null) {
                stopped.initCause(failure);
            }
            result.completeExceptionally(stopped);
        } else if (failure != null) {
            result.completeExceptionally(failure);
        } else {
            completeWith(value);
        }
    }

    @Override
    public void expired() {
        Throwable thrown = lease.broken;
        if (thrown != null && phase.compareAndSet(Phase.RUNNING, Phase.COMPLETING)) {
            failure = thrown;
        }
        if (phase.get() == Phase.COMPLETING) {
            engine.calls.executeInstead(this::complete);
        } else if (thrown != null) {
            abandon(new OnceException(lease.method + " did not run: " + Text.describe(thrown), thrown));
        } else if (engine.isClosed()) {
            abandon(new OnceException(lease.method + " did not run: its guard was closed before its executor ran it."));
        } else {
            abandon(new OnceBackendException(
                    lease.method
                            + " did not run: the guard's executor did not run it before its lease was over. An executor"
                            + " that drops tasks, or is busy for longer than a lease, cannot run guarded methods.",
                    null));
        }
    }

    /** Gives up a call whose body did not begin. On any thread. */
    private void abandon(OnceException why) {
        if (phase.compareAndSet(Phase.WAITING, Phase.DONE) || phase.compareAndSet(Phase.SETTLING, Phase.DONE)) {
            drop();
            engine.calls.executeInstead(() -> result.completeExceptionally(why));
        }
    }

    /** Nothing of the lease is needed any more; what it may have stored is released. */
    private void drop() {
        engine.release(lease, null);
        engine.finished(lease);
    }

    @SuppressWarnings("NullAway") // null is a T where the method may return null
    private void completeWith(@Nullable T with) {
        result.complete(with);
    }

    /** The caller does not want the result. A body that has begun keeps its key until its own stage completes. */
    private void cancelled() {
        if (phase.compareAndSet(Phase.WAITING, Phase.DONE)
                && !engine.abandon(lease, new CancellationException("cancelled by the caller"))) {
            drop();
        }
    }

    @Override
    public boolean isCompleted() {
        return phase.get() == Phase.DONE;
    }

    @Override
    public @Nullable Thread thread() {
        return beginner;
    }

    /** The lease was lost, and the body is to stop. */
    private void stop() {
        lost = lease.lossReason();
        cancelBody();
    }

    private void cancelBody() {
        CompletionStage<? extends T> running = stage;
        if (running != null) {
            try {
                running.toCompletableFuture().cancel(true);
            } catch (Throwable cannotBeCancelled) {
                return; // then the key is held until the stage ends by itself
            }
        }
    }
}
