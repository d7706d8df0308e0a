package io.github.once4j.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** {@link NxClient#blocking}. */
final class BlockingAdapter implements NxClient {
    private final BlockingNxClient backend;
    private final Executor executor;

    BlockingAdapter(BlockingNxClient backend, Executor executor) {
        this.backend = backend;
        this.executor = executor;
    }

    @Override
    public CompletionStage<Acquired> acquire(Acquire request) {
        return call(() -> backend.acquire(request));
    }

    @Override
    public CompletionStage<Boolean> renew(String key, Token token, Duration ttl) {
        return call(() -> backend.renew(key, token, ttl));
    }

    @Override
    public CompletionStage<Boolean> release(String key, Token token, Duration keep) {
        return call(() -> backend.release(key, token, keep));
    }

    @Override
    public CompletionStage<Optional<Held>> holder(String key) {
        return call(() -> backend.holder(key));
    }

    @Override
    public CompletionStage<Boolean> forceRelease(Held seen) {
        return call(() -> backend.forceRelease(seen));
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
        var answer = new CompletableFuture<T>();
        try {
            executor.execute(() -> {
                try {
                    answer.complete(operation.call());
                } catch (Throwable thrown) { // whatever a driver throws is the answer
                    answer.completeExceptionally(thrown);
                }
            });
        } catch (RejectedExecutionException full) {
            answer.completeExceptionally(new NotExecutedException("the executor of the blocking client is full", full));
        }
        return answer;
    }
}
