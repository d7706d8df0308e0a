package io.github.once4j.scenario;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A client that counts what is sent to another one, and fails as a cut connection does. */
final class Wire implements NxClient {
    private final NxClient client;
    private final AtomicInteger sent = new AtomicInteger();
    private volatile boolean cut;

    Wire(NxClient client) {
        this.client = client;
    }

    void cut() {
        cut = true;
    }

    int sent() {
        return sent.get();
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        return send(() -> client.acquire(request));
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        return send(() -> client.renew(request));
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        return send(() -> client.release(request));
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        return send(() -> client.holder(key));
    }

    @Override
    public boolean isCallbackThread() {
        return client.isCallbackThread();
    }

    @Override
    public void close() {
        client.close();
    }

    private <T> CompletionStage<T> send(Supplier<CompletionStage<T>> command) {
        sent.incrementAndGet();
        return cut ? CompletableFuture.failedFuture(new IOException("the wire is cut")) : command.get();
    }
}
