package io.github.once4j.runtime.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** The client of {@link NxClient#blocking}. */
final class BlockingAdapter implements NxClient {
    private final BlockingNxClient backend;
    private final Executor executor;

    BlockingAdapter(BlockingNxClient backend, Executor executor) {
        this.backend = Objects.requireNonNull(backend, "backend");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        return call(() -> backend.acquire(request));
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        return call(() -> backend.renew(request));
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        return call(() -> backend.release(request));
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        return call(() -> backend.holder(key));
    }

    @Override
    public String toString() {
        return backend.toString();
    }

    @Override
    public void close() {
        backend.close();
    }

    private <T> CompletionStage<T> call(Callable<T> operation) {
        var task = new Task<T>(operation);
        try {
            executor.execute(task);
        } catch (Throwable refused) { // an executor may also fail to start a thread, and keep the task
            if (task.begun.compareAndSet(false, true)) {
                task.answer.completeExceptionally(
                        new NotExecutedException("the executor of the blocking client refused the task", refused));
            }
        }
        return task.answer;
    }

    /** Runs an operation once, however often the executor runs it. */
    private record Task<T>(Callable<T> operation, CompletableFuture<T> answer, AtomicBoolean begun)
            implements Runnable {
        Task(Callable<T> operation) {
            this(operation, new CompletableFuture<>(), new AtomicBoolean());
        }

        @Override
        public void run() {
            if (begun.compareAndSet(false, true)) {
                try {
                    answer.complete(operation.call());
                } catch (Throwable thrown) { // whatever a driver throws is the result
                    answer.completeExceptionally(thrown);
                }
            }
        }
    }
}
