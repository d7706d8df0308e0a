package io.github.once4j.readme;

import io.github.once4j.runtime.Acquire;
import io.github.once4j.runtime.Acquired;
import io.github.once4j.runtime.BlockingNxClient;
import io.github.once4j.runtime.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A client for a backend whose driver blocks: here a table in memory, whose monitor stands for a transaction. */
final class TableNxClient implements BlockingNxClient {
    private final Table table;

    TableNxClient(Table table) {
        this.table = table;
    }

    /** The backend, which several clients share. */
    static final class Table {
        private final Map<String, Row> rows = new HashMap<>();
        private long lastFence;

        private @Nullable Row alive(String key) {
            Row row = rows.get(key);
            return row != null && row.end.isAfter(Instant.now()) ? row : null;
        }

        private long put(String key, String value, Duration ttl, long fence) {
            rows.put(key, new Row(value, Instant.now().plus(ttl), fence));
            return fence;
        }
    }

    private record Row(String value, Instant end, long fence) {
        Held held(String key) {
            return new Held(key, value, Duration.between(Instant.now(), end));
        }
    }

    @Override
    public Acquired acquire(Acquire request) {
        synchronized (table) {
            Row row = table.alive(request.key());
            if (row == null) {
                long fence = table.put(request.key(), request.token(), request.ttl(), ++table.lastFence);
                return new Acquired.Stored(request.fenced() ? OptionalLong.of(fence) : OptionalLong.empty());
            }
            if (!row.value.equals(request.token())) {
                return new Acquired.Busy(row.held(request.key()));
            }
            long fence = table.put(request.key(), request.token(), request.ttl(), row.fence);
            return new Acquired.Mine(request.fenced() ? OptionalLong.of(fence) : OptionalLong.empty());
        }
    }

    @Override
    public boolean renew(String key, String token, Duration ttl) {
        synchronized (table) {
            Row row = table.alive(key);
            if (row == null || !row.value.equals(token)) {
                return false;
            }
            table.put(key, token, ttl, row.fence);
            return true;
        }
    }

    @Override
    public boolean release(String key, String token, Duration keep) {
        synchronized (table) {
            Row row = table.alive(key);
            if (row == null || !row.value.equals(token)) {
                return false;
            }
            if (keep.isZero()) {
                table.rows.remove(key);
            } else {
                table.put(key, Held.finished(token), keep, row.fence);
            }
            return true;
        }
    }

    @Override
    public Optional<Held> holder(String key) {
        synchronized (table) {
            return Optional.ofNullable(table.alive(key)).map(row -> row.held(key));
        }
    }

    @Override
    public boolean forceRelease(Held seen) {
        return release(seen.key(), seen.value(), Duration.ZERO);
    }

    @Override
    public void close() {}
}
