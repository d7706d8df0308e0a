package io.github.once4j.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A client whose backend can be cut off: then it refuses all commands. */
final class SeverableNxClient implements NxClient {
    private final NxClient backend;
    volatile boolean severed;

    SeverableNxClient(NxClient backend) {
        this.backend = backend;
    }

    @Override
    public CompletionStage<Acquired> acquire(Acquire request) {
        return unlessSevered(() -> backend.acquire(request));
    }

    @Override
    public CompletionStage<Boolean> renew(String key, Token token, Duration ttl) {
        return unlessSevered(() -> backend.renew(key, token, ttl));
    }

    @Override
    public CompletionStage<Boolean> release(String key, Token token, Duration keep) {
        return unlessSevered(() -> backend.release(key, token, keep));
    }

    @Override
    public CompletionStage<Optional<Held>> holder(String key) {
        return unlessSevered(() -> backend.holder(key));
    }

    @Override
    public CompletionStage<Boolean> forceRelease(Held seen) {
        return unlessSevered(() -> backend.forceRelease(seen));
    }

    @Override
    public Duration trustsHoldFor() {
        return backend.trustsHoldFor();
    }

    @Override
    public String toString() {
        return backend.toString();
    }

    @Override
    public void close() {
        backend.close();
    }

    private <T> CompletionStage<T> unlessSevered(Supplier<CompletionStage<T>> command) {
        return severed
                ? CompletableFuture.failedFuture(new NotExecutedException("the test has cut the backend off", null))
                : command.get();
    }
}
