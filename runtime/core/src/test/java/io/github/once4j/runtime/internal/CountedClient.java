package io.github.once4j.runtime.internal;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.NxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes everything on, and remembers which leases were renewed. */
class CountedClient implements NxClient {
    final Set<String> renewed = ConcurrentHashMap.newKeySet();
    final AtomicInteger acquired = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final NxClient client;

    CountedClient(NxClient client) {
        this.client = client;
    }

    @Override
    public CompletionStage<AcquireResult> acquire(AcquireRequest request) {
        acquired.incrementAndGet();
        fail();
        return client.acquire(request);
    }

    /** Called before each acquisition. */
    void fail() {}

    @Override
    public CompletionStage<Boolean> renew(RenewRequest request) {
        renewed.add(request.token().text());
        return client.renew(request);
    }

    @Override
    public List<CompletionStage<Boolean>> renewAll(List<RenewRequest> renewals) {
        renewals.forEach(each -> renewed.add(each.token().text()));
        return client.renewAll(renewals);
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
    public void close() {
        closed.incrementAndGet();
        client.close();
    }
}
