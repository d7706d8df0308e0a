package io.github.once4j.test;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Forwards each command to another client: for clients of tests that observe commands, or let them fail. That a key is
 * {@linkplain #isKnownHeld known to be held} is not asked, so that each call sends its command. Thread-safe.
 */
public class ForwardingNxClient implements NxClient {
    private final NxClient client;

    /**
     * Creates a client that forwards every command.
     *
     * @param client the client that does the work
     */
    public ForwardingNxClient(NxClient client) {
        this.client = Objects.requireNonNull(client, "client");
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
    public Duration localHoldCacheTime() {
        return client.localHoldCacheTime();
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
    public String toString() {
        return client.toString();
    }

    @Override
    public void close() {
        client.close();
    }
}
