package io.github.once4j.spring;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A client that also shuts down what was created for it. */
record OwnedNxClient(NxClient client, String where, Runnable shutdown, AtomicBoolean closed) implements NxClient {
    OwnedNxClient(NxClient client, String where, Runnable shutdown) {
        this(client, where, shutdown, new AtomicBoolean());
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        return client.acquire(request);
    }

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        return client.renew(request);
    }

    @Override
    public List<CompletionStage<Boolean>> renewAll(List<RenewRequest> requests) {
        return client.renewAll(requests);
    }

    @Override
    public CompletionStage<Boolean> release(ReleaseRequest request) {
        return client.release(request);
    }

    @Override
    public CompletionStage<Optional<StoredLock>> holder(String key) {
        return client.holder(key);
    }

    @Override
    public boolean isKnownHeld(String key) {
        return client.isKnownHeld(key);
    }

    @Override
    public void onTimeout(String key, Duration waited) {
        client.onTimeout(key, waited);
    }

    @Override
    public boolean isCallbackThread() {
        return client.isCallbackThread();
    }

    @Override
    public Duration localHoldCacheTime() {
        return client.localHoldCacheTime();
    }

    @Override
    public String toString() {
        return where;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                client.close();
            } finally {
                shutdown.run();
            }
        }
    }
}
