package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.Lease;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The body of a guarded asynchronous method.
 *
 * @param <T> what its stage is completed with
 */
@FunctionalInterface
public interface AsyncBody<T extends @Nullable Object> {
    /**
     * Begins the work.
     *
     * @param lease the lease of the run
     * @return the stage that completes when the work has ended
     * @throws Throwable whatever the body throws before it returns a stage; the result fails with it
     */
    @Nullable
    CompletionStage<? extends T> begin(Lease lease) throws Throwable;
}
