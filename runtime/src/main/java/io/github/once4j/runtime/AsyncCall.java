package io.github.once4j.runtime;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a guarded async method: acquires, runs the body on the guard's executor, and holds the key until the body's
 * stage has completed. Its own result completes after the release was answered, or was not in time.
 */
final class AsyncCall<T extends @Nullable Object> {
    private enum Phase {
        WAITING,
        RUNNING,
        CANCELLED
    }

    private final OnceMethod method;
    private final OnceMethod.AsyncBody<T> body;
    private final @Nullable T locked;
    private final boolean raise;
    private final Engine engine;
    private final @Nullable HeldLease here;
    private final HeldLease lease;
    private final Runnable completion;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);

    /** The thread on which the body begins, while it does. */
    private @Nullable Thread beginner;

    private volatile @Nullable CompletionStage<? extends T> stage;
    private volatile @Nullable String lost;
    private @Nullable T value;
    private @Nullable Throwable failure;

    private AsyncCall(
            OnceMethod method,
            OnceGuard guard,
            String storedKey,
            @Nullable HeldLease here,
            OnceMethod.AsyncBody<T> body,
            @Nullable T locked,
            boolean raise) {
        this.method = method;
        this.body = body;
        this.locked = locked;
        this.raise = raise;
        this.engine = guard.engine();
        this.here = here;
        // Decorated here, on the caller's thread, whose context they are to carry.
        Runnable begin = guard.decorated(this::begin);
        Runnable end = guard.decorated(this::complete);
        this.completion = () -> {
            if (beginner == Thread.currentThread()) {
                complete(); // this is the executor, and the caller's context
            } else {
                guard.execute(end, thrown -> complete());
            }
        };
        this.lease =
                new HeldLease(engine, method, storedKey, raise, (Runnable) () -> guard.execute(begin, this::refused));
    }

    /** Starts a call; never throws. */
    static <T extends @Nullable Object> CompletableFuture<T> start(
            OnceMethod method,
            @Nullable OnceGuard given,
            Supplier<String> rendered,
            OnceMethod.AsyncBody<T> body,
            @Nullable T locked,
            boolean raise) {
        try {
            OnceGuard guard = method.guarded(given).current();
            Engine engine = guard.engine();
            String key = rendered.get();
            engine.refuseIfClosed();
            String storedKey = engine.storedKey(key);
            HeldLease here = engine.holdings.find(storedKey);
            if (here != null && engine.holdings.answerFor(here, engine.time.nanoTime())) {
                return answered(engine.locked(method, key, engine.holdings.held(here), raise), locked);
            }
            return new AsyncCall<>(method, guard, storedKey, here, body, locked, raise).acquire();
        } catch (RuntimeException | Error thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    @SuppressWarnings("NullAway") // null is a T where the method may answer null
    private static <T extends @Nullable Object> CompletableFuture<T> answered(
            @Nullable OnceException failure, @Nullable T locked) {
        return failure == null ? CompletableFuture.completedFuture(locked) : CompletableFuture.failedFuture(failure);
    }

    /** Asks something about a key; never throws, and its answer never comes on a thread of the client. */
    static <A> CompletableFuture<A> ask(
            OnceMethod method,
            @Nullable OnceGuard given,
            Supplier<String> rendered,
            BiFunction<Administration, String, CompletableFuture<A>> question) {
        var answer = new CompletableFuture<A>();
        try {
            OnceGuard guard = method.guarded(given).current();
            String key = rendered.get();
            Administration administration = guard.engine().administration;
            question.apply(administration, key)
                    .whenComplete((found, thrown) -> guard.execute(
                            () -> {
                                if (thrown == null) {
                                    answer.complete(found);
                                } else {
                                    answer.completeExceptionally(administration.failure(key, thrown));
                                }
                            },
                            answer::completeExceptionally));
        } catch (RuntimeException | Error thrown) {
            answer.completeExceptionally(thrown);
        }
        return answer;
    }

    private CompletableFuture<T> acquire() {
        result.whenComplete((with, thrown) -> {
            if (result.isCancelled()) {
                cancelled();
            }
        });
        lease.acquire();
        return result;
    }

    /** The acquisition has an outcome. On the guard's executor. */
    private void begin() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.RUNNING)) {
            releaseUnused();
            return;
        }
        lease.watch(); // the executor may have been busy for as long as the lease
        OnceException notRun = engine.outcome(lease, here, raise);
        if (notRun != null) {
            result.completeExceptionally(notRun);
        } else if (lease.isAcquired()) {
            run();
        } else {
            completeWith(locked);
        }
    }

    private void run() {
        if (method.interruptOnLost()) {
            lease.onLost(this::stop);
        }
        beginner = Thread.currentThread();
        try {
            CompletionStage<? extends T> begun = body.begin(lease);
            if (begun == null) {
                throw new OnceException(method + " answered null where its return type promises a stage.");
            }
            stage = begun;
            if (result.isCancelled() || lost != null) {
                cancelBody();
            }
            begun.whenComplete(this::ended);
        } catch (Throwable thrown) { // whatever the body throws is the result's
            ended(null, thrown);
        } finally {
            beginner = null;
        }
    }

    /** The body's stage has completed, on whatever thread: gives the key back, and waits for the answer nowhere. */
    private void ended(@Nullable T with, @Nullable Throwable thrown) {
        value = with;
        failure = thrown;
        if (!engine.waitsForRelease) {
            engine.releasing.releaseWithoutWaiting(lease);
            completion.run();
        } else if (!lease.release(completion)) {
            completion.run();
        }
    }

    private void complete() {
        if (engine.waitsForRelease) {
            engine.events.released(lease);
        }
        String reason = lost;
        if (reason != null) {
            var stopped = new OnceLeaseLostException(method, lease.key(), reason);
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

    @SuppressWarnings("NullAway") // null is a T where the method may answer null
    private void completeWith(@Nullable T with) {
        result.complete(with);
    }

    /** The guard's executor took no more tasks. */
    private void refused(Throwable thrown) {
        phase.set(Phase.CANCELLED);
        releaseUnused();
        result.completeExceptionally(
                new OnceException(method + " did not run: the guard's executor refused it.", thrown));
    }

    private void cancelled() {
        if (!phase.compareAndSet(Phase.WAITING, Phase.CANCELLED)) {
            cancelBody();
        } else if (!lease.abandon(new CancellationException("cancelled by the caller"))) {
            releaseUnused();
        }
    }

    private void releaseUnused() {
        lease.release((Runnable) () -> {});
    }

    private void stop() {
        lost = "another run may hold its key";
        cancelBody();
    }

    private void cancelBody() {
        CompletionStage<? extends T> running = stage;
        if (running != null) {
            try {
                running.toCompletableFuture().cancel(true);
            } catch (UnsupportedOperationException cannotBeCancelled) {
                // then the key is held until the stage ends by itself
            }
        }
    }
}
