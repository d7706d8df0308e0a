package io.github.once4j.readme;

import io.github.once4j.runtime.spi.AcquireRequest;
import io.github.once4j.runtime.spi.AcquireResult;
import io.github.once4j.runtime.spi.BlockingNxClient;
import io.github.once4j.runtime.spi.ReleaseRequest;
import io.github.once4j.runtime.spi.RenewRequest;
import io.github.once4j.runtime.spi.StoredLock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A client for a backend whose driver blocks: here a table in memory, on which one operation at a time is a transaction. */
record TableNxClient(Map<String, Row> table) implements BlockingNxClient {
    /** What stands under a key, until when, and the last fence, which stays when the key is free. */
    record Row(String value, long end, long fence) {}

    private static final Row FREE = new Row("", System.nanoTime(), 0);

    @Override
    public AcquireResult acquire(AcquireRequest request) {
        synchronized (table) {
            Optional<StoredLock> held = holder(request.key());
            boolean mine = held.filter(
                            found -> found.value().equals(request.token().text()))
                    .isPresent();
            if (held.isPresent() && !mine) {
                return new AcquireResult.Busy(held.get());
            }
            long fence = row(request.key()).fence + (mine ? 0 : 1);
            put(request.key(), request.token().text(), request.ttl(), fence);
            var number = request.fenced() ? OptionalLong.of(fence) : OptionalLong.empty();
            return mine ? new AcquireResult.AlreadyOwned(number) : new AcquireResult.Stored(number);
        }
    }

    @Override
    public boolean renew(RenewRequest request) {
        String token = request.token().text();
        return replace(request.key(), token, token, request.ttl());
    }

    @Override
    public boolean release(ReleaseRequest request) {
        String token = request.token().text();
        return replace(request.key(), token, StoredLock.finished(token), request.keep());
    }

    @Override
    public Optional<StoredLock> holder(String key) {
        synchronized (table) {
            long left = row(key).end - System.nanoTime();
            return left > 0
                    ? Optional.of(new StoredLock(key, row(key).value, Optional.of(Duration.ofNanos(left))))
                    : Optional.empty();
        }
    }

    private boolean replace(String key, String expected, String value, Duration ttl) {
        synchronized (table) {
            boolean held =
                    holder(key).filter(found -> found.value().equals(expected)).isPresent();
            if (held) {
                put(key, value, ttl, row(key).fence);
            }
            return held;
        }
    }

    private Row row(String key) {
        return table.getOrDefault(key, FREE);
    }

    private void put(String key, String value, Duration ttl, long fence) {
        table.put(key, new Row(value, System.nanoTime() + ttl.toNanos(), fence));
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "the table";
    }
}
