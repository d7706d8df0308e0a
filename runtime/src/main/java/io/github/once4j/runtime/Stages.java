package io.github.once4j.runtime;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What there is to read from a stage of a client. */
final class Stages {
    private Stages() {}

    /** The answer of a stage that has one already: no callback, and nothing to allocate. */
    static <T> @Nullable T answer(CompletionStage<T> stage) {
        return stage instanceof CompletableFuture<T> future && future.isDone() && !future.isCompletedExceptionally()
                ? future.getNow(null)
                : null;
    }

    /** What went wrong, without what futures wrap around it. */
    static Throwable cause(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? new IllegalStateException("the client answered null") : cause;
    }
}
