package io.github.once4j.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a guarded async method: acquires, runs the body on the guard's executor, and holds the key until the body's
 * stage has completed. Its own result completes after the release was answered, or was not in time.
 */
final class AsyncCall<T extends @Nullable Object> {
    private static final int WAITING = 0;
    private static final int RUNNING = 1;
    private static final int CANCELLED = 2;

    private final OnceMethod method;
    private final OnceMethod.AsyncBody<T> body;
    private final @Nullable T locked;
    private final boolean raise;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicInteger phase = new AtomicInteger();
    private volatile @Nullable CompletionStage<? extends T> stage;
    private volatile @Nullable String lost;

    AsyncCall(OnceMethod method, OnceMethod.AsyncBody<T> body, @Nullable T locked, boolean raise) {
        this.method = method;
        this.body = body;
        this.locked = locked;
        this.raise = raise;
    }

    /** Asks something of an engine about a key; never throws, and its answer never comes on a thread of the client. */
    static <A> CompletableFuture<A> ask(
            OnceMethod method,
            @Nullable OnceGuard guard,
            Supplier<String> key,
            BiFunction<Engine, String, CompletableFuture<A>> question) {
        var answer = new CompletableFuture<A>();
        try {
            OnceGuard here = method.guarded(guard).current();
            String text = key.get();
            question.apply(here.engine(), text)
                    .whenComplete((found, thrown) -> here.execute(
                            () -> {
                                if (thrown == null) {
                                    answer.complete(found);
                                } else {
                                    answer.completeExceptionally(Engine.failure("key `" + text + "`", thrown));
                                }
                            },
                            answer::completeExceptionally));
        } catch (RuntimeException | Error thrown) {
            answer.completeExceptionally(thrown);
        }
        return answer;
    }

    CompletableFuture<T> start(@Nullable OnceGuard guard, Supplier<String> key) {
        try {
            OnceGuard here = method.guarded(guard).current();
            Engine engine = here.engine();
            String text = key.get();
            engine.refuseIfClosed();
            // Decorated here, on the caller's thread, whose context they are to carry.
            Runnable end = here.decorated(this::complete);
            Runnable begin = here.decorated(this::begin);
            this.engine = engine;
            this.completion = () -> here.execute(end, thrown -> complete());
            var attempt = new HeldLease(engine, method, text, (Runnable) () -> here.execute(begin, this::refused));
            this.lease = attempt;
            result.whenComplete((value, thrown) -> {
                if (result.isCancelled()) {
                    cancelled();
                }
            });
            attempt.acquire();
        } catch (RuntimeException | Error thrown) {
            result.completeExceptionally(thrown);
        }
        return result;
    }

    private @Nullable Engine engine;
    private @Nullable HeldLease lease;
    private Runnable completion = () -> {};
    private @Nullable T value;
    private @Nullable Throwable failure;

    private void begin() {
        HeldLease held = lease;
        if (held == null || engine == null) {
            return;
        }
        if (!phase.compareAndSet(WAITING, RUNNING)) {
            held.release((Runnable) AsyncCall::nothing);
            return;
        }
        if (!held.isAcquired()) {
            OnceException thrown = engine.outcome(held, raise);
            if (thrown == null) {
                completeWith(locked);
            } else {
                result.completeExceptionally(thrown);
            }
            return;
        }
        if (!held.isHeld()) {
            held.release((Runnable) AsyncCall::nothing);
            result.completeExceptionally(new OnceBackendException(
                    method + " did not run: its lease of key `" + held.key()
                            + "` was lost before the guard's executor had a thread for it.",
                    null));
            return;
        }
        engine.begun(held);
        if (method.interruptOnLost()) {
            held.onLost(this::stop);
        }
        try {
            CompletionStage<? extends T> begun = body.begin(held);
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
        }
    }

    /** The body's stage has completed, on whatever thread: gives the key back, and waits for the answer nowhere. */
    private void ended(@Nullable T with, @Nullable Throwable thrown) {
        value = with;
        failure = thrown;
        HeldLease held = lease;
        if (held == null || !held.release(completion)) {
            completion.run();
        }
    }

    private void complete() {
        if (engine != null && lease != null) {
            engine.released(lease);
        }
        String reason = lost;
        if (reason != null && lease != null) {
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
        phase.set(CANCELLED);
        if (lease != null) {
            lease.release((Runnable) AsyncCall::nothing);
        }
        result.completeExceptionally(
                new OnceException(method + " did not run: the guard's executor refused it.", thrown));
    }

    private void cancelled() {
        if (phase.compareAndSet(WAITING, CANCELLED)) {
            if (lease != null
                    && !lease.abandon(new java.util.concurrent.CancellationException("cancelled by the caller"))) {
                lease.release((Runnable) AsyncCall::nothing);
            }
        } else {
            cancelBody();
        }
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

    private static void nothing() {}
}
