package io.github.once4j.lockbench;

import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.StoredLock;
import io.github.once4j.runtime.spi.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Grants every key, so that what is left of a call is the guard. */
final class NoBackend implements NxClient {
    private static final CompletionStage<AcquireResult> STORED =
            CompletableFuture.completedFuture(new AcquireResult.Stored(OptionalLong.empty()));
    private static final CompletionStage<Boolean> YES = CompletableFuture.completedFuture(true);

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        return STORED;
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        return YES;
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        return YES;
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public void close() {}
}
