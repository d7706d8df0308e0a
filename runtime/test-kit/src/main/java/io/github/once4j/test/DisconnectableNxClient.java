package io.github.once4j.test;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NotExecutedException;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A client that refuses all commands while it is disconnected. */
final class DisconnectableNxClient extends ForwardingNxClient {
    volatile boolean disconnected;

    /** The key of the last question, as it is stored: with the guard's prefix and suffix. */
    @Nullable
    String asked;

    DisconnectableNxClient(NxClient backend) {
        super(backend);
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        return disconnected ? refused() : super.acquire(request);
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        return disconnected ? refused() : super.renew(request);
    }

    @Override
    public List<CompletionStage<Boolean>> renewAll(List<RenewRequest> requests) {
        return requests.stream().map(this::renew).toList();
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        return disconnected ? refused() : super.release(request);
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        asked = key;
        return disconnected ? refused() : super.holder(key);
    }

    private static <T> CompletionStage<T> refused() {
        return CompletableFuture.failedFuture(new NotExecutedException("the test has disconnected the backend"));
    }
}
