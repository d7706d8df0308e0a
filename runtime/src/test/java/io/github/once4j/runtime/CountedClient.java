package io.github.once4j.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes everything on, and remembers which leases were renewed. */
final class CountedClient implements NxClient {
    final Set<String> renewed = ConcurrentHashMap.newKeySet();
    final AtomicInteger acquired = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final NxClient client;

    CountedClient(NxClient client) {
        this.client = client;
    }

    @Override
    public CompletionStage<Acquired> acquire(Acquire request) {
        acquired.incrementAndGet();
        return client.acquire(request);
    }

    @Override
    public CompletionStage<Boolean> renew(String key, Token token, Duration ttl) {
        renewed.add(token.text());
        return client.renew(key, token, ttl);
    }

    @Override
    public List<CompletionStage<Boolean>> renewAll(List<Renewal> renewals) {
        renewals.forEach(each -> renewed.add(each.token().text()));
        return client.renewAll(renewals);
    }

    @Override
    public CompletionStage<Boolean> release(String key, Token token, Duration keep) {
        return client.release(key, token, keep);
    }

    @Override
    public CompletionStage<Optional<Held>> holder(String key) {
        return client.holder(key);
    }

    @Override
    public CompletionStage<Boolean> forceRelease(Held seen) {
        return client.forceRelease(seen);
    }

    @Override
    public Duration trustsHoldFor() {
        return client.trustsHoldFor();
    }

    @Override
    public void noAnswer() {
        client.noAnswer();
    }

    @Override
    public boolean isOwnThread() {
        return client.isOwnThread();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
        client.close();
    }
}
