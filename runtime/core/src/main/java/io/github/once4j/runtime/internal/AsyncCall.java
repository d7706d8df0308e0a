package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import io.github.once4j.runtime.OnceException;
import io.github.once4j.runtime.internal.text.Text;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One call of a guarded method that returns a stage. */
public final class AsyncCall<T extends @Nullable Object> extends LeaseRun {
    private final AsyncBody<T> body;
    private final @Nullable T locked;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private volatile @Nullable CompletionStage<? extends T> stage;
    private @Nullable T value;

    private AsyncCall(LockEngine engine, MethodSettings method, AsyncBody<T> body, @Nullable T locked, boolean raise) {
        super(engine, method, raise);
        this.body = body;
        this.locked = locked;
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
            LockedHere here = LockedHere.find(engine, method, storedKey, raise);
            if (here != null) {
                return answered(here.failure(), locked);
            }
            return new AsyncCall<>(engine, method, body, locked, raise).acquire(storedKey);
        } catch (Throwable thrown) { // never at the call
            return CompletableFuture.failedFuture(thrown);
        }
    }

    @SuppressWarnings("NullAway") // null is a T where the method may return null
    private static <T extends @Nullable Object> CompletableFuture<T> answered(
            @Nullable OnceException failure, @Nullable T locked) {
        return failure == null ? CompletableFuture.completedFuture(locked) : CompletableFuture.failedFuture(failure);
    }

    private CompletableFuture<T> acquire(String storedKey) {
        result.whenComplete((with, thrown) -> {
            if (result.isCancelled()) {
                cancelWaiting(); // a body that has begun keeps its key until its own stage completes
            }
        });
        request(storedKey);
        return result;
    }

    @Override
    void run(Lease lease) throws Throwable {
        CompletionStage<? extends T> begun = body.begin(lease);
        if (begun == null) {
            throw new OnceException(method + " returned null, but its return type promises a stage.");
        }
        stage = begun;
        if (isStopped()) {
            cancelBody();
        }
        try {
            begun.whenComplete(this::ended);
        } catch (Throwable thrown) { // a stage of a foreign class: its work may go on
            leave(new OnceException(
                    method + " returned a stage whose end cannot be observed: " + Text.describe(thrown)
                            + ". Its key is kept until its lease is over.",
                    thrown));
        }
    }

    /** The body's stage has completed, on any thread. */
    private void ended(@Nullable T with, @Nullable Throwable thrown) {
        if (startEnding(thrown)) { // else a stage that completes twice
            value = with;
            end();
        }
    }

    /** A stage of a foreign class is not asked: it may block. */
    @Override
    boolean hasBodyEnded() {
        CompletionStage<?> running = stage;
        return running != null
                && running.getClass() == CompletableFuture.class
                && ((CompletableFuture<?>) running).isDone();
    }

    @Override
    void endBody() {
        CompletionStage<? extends T> over = stage;
        if (over != null) {
            over.whenComplete(this::ended);
        }
    }

    @Override
    void completed(@Nullable Throwable failure) {
        if (failure == null) {
            completeWith(value);
        } else {
            result.completeExceptionally(failure);
        }
    }

    @Override
    void locked() {
        completeWith(locked);
    }

    @Override
    void notRun(Throwable why) {
        result.completeExceptionally(why);
    }

    @SuppressWarnings("NullAway") // null is a T where the method may return null
    private void completeWith(@Nullable T with) {
        result.complete(with);
    }

    @Override
    void cancelBody() {
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
