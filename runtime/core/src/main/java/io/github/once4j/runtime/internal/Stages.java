package io.github.once4j.runtime.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the stages of clients and bodies, which may be of any implementation. */
final class Stages {
    private Stages() {}

    /** The result of a stage that is complete: no callback, no allocation. {@code null} if it is not, or has failed. */
    static <T> @Nullable T result(CompletionStage<T> stage) {
        try {
            return stage instanceof CompletableFuture<T> future && future.isDone() && !future.isCompletedExceptionally()
                    ? future.getNow(null)
                    : null;
        } catch (Throwable thrown) { // a foreign subclass
            return null;
        }
    }

    /** Calls back when a stage completes; a stage that cannot be observed has failed. */
    static <T> void whenComplete(
            CompletionStage<T> stage, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> then) {
        try {
            stage.whenComplete(then);
        } catch (Throwable thrown) { // a foreign stage
            then.accept(null, thrown);
        }
    }

    /** What went wrong, without the wrappers that futures add. */
    static Throwable cause(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? new IllegalStateException("the client returned null") : cause;
    }
}
